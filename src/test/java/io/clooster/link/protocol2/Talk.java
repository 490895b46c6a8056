// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.failover.HelloFault;
import io.clooster.failover.ServerList;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Queue;

/** Two handshakes that hear each other, without a network. */
final class Talk {
  static final byte[] CERTIFICATE1 = {1};
  static final byte[] CERTIFICATE2 = {2};

  final Handshake dialler;
  final Handshake acceptor;
  HandshakeResult.Outcome dialled = new HandshakeResult.Outcome.Waiting();
  HandshakeResult.Outcome accepted = new HandshakeResult.Outcome.Waiting();

  private final Queue<Frame> toDialler = new ArrayDeque<>();
  private final Queue<Frame> toAcceptor = new ArrayDeque<>();

  private Talk(Handshake dialler, Handshake acceptor) {
    this.dialler = dialler;
    this.acceptor = acceptor;
  }

  /** {@code dialler} connects to {@code peer}, and {@code acceptor} answers. */
  static Talk between(LinkSettings dialler, String peer, LinkSettings acceptor) {
    return new Talk(
            handshake(dialler, peer, 1, CERTIFICATE1, CERTIFICATE2),
            handshake(acceptor, null, 2, CERTIFICATE2, CERTIFICATE1))
        .finished();
  }

  /** One server connects to itself, though it means {@code peer}. */
  static Talk alone(LinkSettings server, String peer) {
    return new Talk(
            handshake(server, peer, 1, CERTIFICATE1, CERTIFICATE1),
            handshake(server, null, 2, CERTIFICATE1, CERTIFICATE1))
        .finished();
  }

  static Handshake handshake(
      LinkSettings settings, String dialled, int nonce, byte[] own, byte[] peers) {
    return new Handshake(settings, dialled, nonce(nonce), () -> new Certificates(own, peers));
  }

  /** 32 bytes of this value. */
  static String nonce(int value) {
    byte[] bytes = new byte[32];
    java.util.Arrays.fill(bytes, (byte) value);
    return Base64.getEncoder().encodeToString(bytes);
  }

  static HandshakeResult.Outcome proven(String peer) {
    return new HandshakeResult.Outcome.Proven(peer, null);
  }

  /** The same, where the other end has this list. */
  static HandshakeResult.Outcome proven(String peer, long version, String... servers) {
    return new HandshakeResult.Outcome.Proven(peer, new ServerList(version, List.of(servers)));
  }

  static HandshakeResult.Outcome failed(HelloFault fault, String reason) {
    return new HandshakeResult.Outcome.Failed(fault, reason);
  }

  private Talk finished() {
    toAcceptor.add(dialler.hello());
    while (!toAcceptor.isEmpty() || !toDialler.isEmpty()) {
      if (!toAcceptor.isEmpty() && accepted instanceof HandshakeResult.Outcome.Waiting) {
        HandshakeResult step = acceptor.on(toAcceptor.remove());
        accepted = step.result();
        toDialler.addAll(step.send());
      } else {
        toAcceptor.clear();
      }
      if (!toDialler.isEmpty() && dialled instanceof HandshakeResult.Outcome.Waiting) {
        HandshakeResult step = dialler.on(toDialler.remove());
        dialled = step.result();
        toAcceptor.addAll(step.send());
      } else {
        toDialler.clear();
      }
    }
    return this;
  }
}
