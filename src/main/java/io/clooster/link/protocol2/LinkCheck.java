// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * Goes through the handshake with a server, as its own name (docs/protocol-2.md, "A check"): each
 * end proves the key to the other, and there is no link. One that there is stays as it is, and
 * nobody is told.
 */
public final class LinkCheck {
  private final LinkSettings settings;
  private final LinkTls identity;
  private final SSLContext tls;

  private LinkCheck(LinkSettings settings, LinkTls identity, SSLContext tls) {
    this.settings = settings;
    this.identity = identity;
    this.tls = tls;
  }

  /**
   * What is not as it is here.
   *
   * @param text continues a sentence that begins with the server's name
   * @param isBetweenVersions true where that is only that one of the two has yet to be restarted
   *     with the newer list of servers
   */
  public record Difference(String text, boolean isBetweenVersions) {}

  /**
   * Checks with a key pair that is made for them.
   *
   * @param directory an empty one, for the key pair
   */
  public static LinkCheck of(LinkSettings settings, Path directory)
      throws GeneralSecurityException, IOException {
    LinkTls identity = LinkTls.once(directory);
    return new LinkCheck(settings, identity, identity.createSSLContext(null));
  }

  /**
   * What is not as it is here with the server at the other end; empty if it has proved that it has
   * our key, and has its name, our version and our lists.
   *
   * @param socket connected; its time-outs are the caller's
   * @param peer one of the servers
   * @throws IOException if it does not answer
   */
  public Optional<Difference> of(Socket socket, String peer) throws IOException {
    try (SSLSocket secure =
        (SSLSocket)
            tls.getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), 1, true)) {
      secure.setEnabledProtocols(new String[] {"TLSv1.3"});
      secure.startHandshake();
      return talk(secure, peer);
    } catch (SSLException | ProtocolException e) {
      return wrong(
          "does not speak protocol 2: does its file say \"protocol\": 1, does another program use"
              + " the port?");
    }
  }

  private static Optional<Difference> wrong(String text) {
    return Optional.of(new Difference(text, false));
  }

  private Optional<Difference> talk(SSLSocket socket, String peer) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    OutputStream out = socket.getOutputStream();
    Handshake handshake = handshake(peer, certificates(socket));
    send(out, handshake.hello());
    Frame hello = receive(in);
    Optional<String> fault = fault(Protocol2Hello.read(hello), peer);
    if (fault.isPresent()) {
      return wrong(fault.get());
    }
    HandshakeResult step = handshake.on(hello);
    while (step.result() instanceof HandshakeResult.Outcome.Waiting) {
      for (Frame frame : step.send()) {
        send(out, frame);
      }
      Frame answer;
      try {
        answer = receive(in);
      } catch (EOFException e) {
        return wrong("is a Clooster, and closed " + handshake.reached());
      }
      if (answer.type() == MessageType.REFUSE) {
        return wrong(refused(Refusal.read(answer)));
      }
      step = handshake.on(answer);
    }
    if (step.result() instanceof HandshakeResult.Outcome.Failed failed) {
      return wrong(words(failed));
    }
    return step.result() instanceof HandshakeResult.Outcome.Proven proven && proven.list() != null
        ? Optional.of(new Difference(version(proven.list().version()), true))
        : Optional.empty();
  }

  private String version(long theirs) {
    return "has the list of servers of version %d, and here it is %d: restart with the newer one where it is not"
        .formatted(theirs, settings.serversVersion());
  }

  /** Our hello has the other one's name: so nobody takes the connection for a link. */
  private Handshake handshake(String peer, Certificates certificates) {
    byte[] nonce = new byte[Digests.LENGTH];
    new SecureRandom().nextBytes(nonce);
    LinkSettings ours =
        new LinkSettings(
            peer,
            settings.servers(),
            settings.serversVersion(),
            settings.records(),
            settings.keys());
    return new Handshake(ours, peer, Base64.getEncoder().encodeToString(nonce), () -> certificates);
  }

  private Certificates certificates(SSLSocket socket) throws SSLException {
    try {
      return new Certificates(
          identity.certificate(), socket.getSession().getPeerCertificates()[0].getEncoded());
    } catch (CertificateException e) {
      throw new SSLException(e);
    }
  }

  private static void send(OutputStream out, Frame frame) throws IOException {
    byte[] text = frame.text().getBytes(StandardCharsets.UTF_8);
    out.write(
        ByteBuffer.allocate(3 + text.length)
            .putShort((short) (1 + text.length))
            .put((byte) frame.type().number)
            .put(text)
            .array());
    out.flush();
  }

  private static Frame receive(DataInputStream in) throws IOException {
    int length = in.readUnsignedShort();
    MessageType type = MessageType.of(in.readUnsignedByte());
    if (length < 1 || length > Frame.LONGEST || type == null) {
      throw new ProtocolException("no frame");
    }
    byte[] text = new byte[length - 1];
    in.readFully(text);
    return new Frame(type, new String(text, StandardCharsets.UTF_8));
  }

  private static Optional<String> fault(Protocol2Hello hello, String peer) {
    if (!hello.versions().contains(Handshake.VERSION)) {
      return Optional.of(
          "speaks another version of the protocol: use the same version of Clooster");
    } else if (!hello.name().equals(peer)) {
      return Optional.of(
          "is "
              + hello.name()
              + " by its own account: correct its address here, or this_server there");
    } else if (hello.keys().isEmpty()) {
      return Optional.of("has no \"key\" of the same id: write the same keys on all servers");
    }
    return Optional.empty();
  }

  private static String refused(Refusal refusal) {
    return switch (refusal.code()) {
      case Refusal.PROOF -> "has another \"key\": write the same one on all servers";
      case Refusal.NAME ->
          "has our \"key\" by its own account, and is of a version that proves it to no check: use"
              + " the same version of Clooster";
      default -> "is a Clooster, and says no more: " + refusal.words();
    };
  }

  private static String words(HandshakeResult.Outcome.Failed failed) {
    return failed.fault().isProven()
        ? "has our \"key\", but "
            + failed.reason()
            + ": write the same \"servers\", records and \"claim\" on all servers"
        : "has another \"key\", and takes ours: it is no Clooster of yours, or see its log";
  }
}
