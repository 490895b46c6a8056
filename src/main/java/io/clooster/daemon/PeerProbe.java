// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.Deadlines;
import io.clooster.call.FailureText;
import io.clooster.call.ShuttingDownException;
import io.clooster.config.Config;
import io.clooster.link.protocol2.LinkCheck;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a peer answers at one of its addresses, and is the one that is meant. That it does
 * not answer, may only be too early; one that does, and disagrees, can't be linked.
 */
final class PeerProbe {
  private static final Duration CONNECTING = Duration.ofSeconds(3);
  private static final Duration IN_ALL = Duration.ofSeconds(8);

  private final Config.Server peer;
  private final InetAddress address;
  private final Deadlines deadlines;
  private final @Nullable LinkCheck check;

  /**
   * @param check null where nobody can go through the handshake without making a link: then the
   *     port alone counts
   */
  PeerProbe(
      Config.Server peer, InetAddress address, Deadlines deadlines, @Nullable LinkCheck check) {
    this.peer = peer;
    this.address = address;
    this.deadlines = deadlines;
    this.check = check;
  }

  CheckFinding probe() {
    String where = "%s at %s port %d".formatted(peer.name(), address.getHostAddress(), peer.port());
    Socket socket = new Socket();
    try (socket) {
      Deadlines.Timeout timer = deadlines.set(IN_ALL, () -> close(socket));
      try {
        socket.connect(
            new InetSocketAddress(address, peer.port()), Math.toIntExact(CONNECTING.toMillis()));
      } catch (SocketTimeoutException e) {
        return CheckFinding.warning(
            where
                + " is silent: is there a firewall, is the machine running, is the address right?");
      } catch (ConnectException e) {
        return CheckFinding.warning(
            where + ": " + FailureText.of(e) + ": is Clooster running there, on this port?");
      } finally {
        timer.cancel();
      }
      return checked(socket, where);
    } catch (IOException e) {
      return CheckFinding.warning(where + " can't be reached: " + FailureText.of(e));
    }
  }

  private CheckFinding checked(Socket socket, String where) throws ShuttingDownException {
    if (check == null) {
      return CheckFinding.good(
          "The port is open (whether the key and the names agree, only the link tells): " + where);
    }
    Deadlines.Timeout timer = deadlines.set(IN_ALL, () -> close(socket));
    try {
      CheckFinding finding = answered(check, socket, where);
      return timer.isExpired()
          ? CheckFinding.warning(
              where
                  + " is open, and did not answer within "
                  + FailureText.of(IN_ALL)
                  + ": does it hang, does another program use the port?")
          : finding;
    } finally {
      timer.cancel();
    }
  }

  private CheckFinding answered(LinkCheck handshake, Socket socket, String where) {
    try {
      return handshake
          .of(socket, peer.name())
          .map(
              found ->
                  found.isBetweenVersions()
                      ? CheckFinding.good(
                          "A Clooster answers; key, name, version and records agree: "
                              + where
                              + " "
                              + found.text())
                      : CheckFinding.error(where + " " + found.text()))
          .orElseGet(
              () ->
                  CheckFinding.good(
                      "A Clooster answers; key, name, version, servers and records agree: "
                          + where));
    } catch (IOException e) {
      return CheckFinding.warning(
          where
              + " is open, and does not answer as a Clooster ("
              + FailureText.of(e)
              + "): does another program use the port?");
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed, whatever that says.
    }
  }
}
