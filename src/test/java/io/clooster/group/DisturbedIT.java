// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.Told.CLOSED;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.LoopbackPorts;
import io.clooster.process.ProcessTest;
import io.clooster.sandbox.FaultyWire;
import io.clooster.testing.Full;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Strangers find a port, or one link is disturbed: the other links are not. */
@ProcessTest
class DisturbedIT {
  /** Java's own, with room for what a burst leaves behind; without limits it would be far more. */
  private static final long BOUNDED_KILOBYTES = 220_000;

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  private Socket connect(int server) throws IOException {
    var socket = new Socket();
    socket.connect(LoopbackPorts.address(group.port(server)));
    return socket;
  }

  @Test
  @Full
  void twoHundredSilentStrangersDisturbNoLinkAndKeepNobodyOut() throws Exception {
    // Given
    group.of(3).start();
    var strangers = new ArrayList<Socket>();
    try {
      // When
      for (int i = 0; i < 200; i++) {
        strangers.add(connect(1));
      }
      group.srv(1).awaitLine("Rejecting client 127.0.0.1 (too many connections without a proof)");
      group.srv(3).kill();
      group.story().awaitNotes(1);
      group.srv(3).start();

      // Then
      group.srv(1).awaitLines(2, "peer=srv3.example.com state=up: connected");
      assertThat(kilobytes(1)).isLessThan(BOUNDED_KILOBYTES);
    } finally {
      for (var stranger : strangers) {
        stranger.close();
      }
    }
    group.story().ends(List.of(1), Told.down(1, 3, CLOSED), Told.up(1, 3));
    assertThat(group.srv(1).lines("peer=srv2.example.com state=disconnected")).isEmpty();
    assertThat(group.srv(2).lines("peer=srv1.example.com state=disconnected")).isEmpty();
  }

  @Test
  @Full
  void garbageIsRejectedAndDisturbsNoLink() throws Exception {
    // Given
    group.of(2).start();
    var random = new byte[100_000];
    new SplittableRandom(1).nextBytes(random);

    // When
    for (var garbage :
        List.of(
            new byte[32],
            "GET / HTTP/1.1\r\nHost: srv1.example.com\r\n\r\n".getBytes(US_ASCII),
            "srv2.example.com".repeat(4).getBytes(US_ASCII),
            random)) {
      try (var socket = connect(1)) {
        socket.getOutputStream().write(garbage);
        socket.getInputStream().readAllBytes();
      } catch (IOException e) {
        // Closed while there was more to read: a reset.
      }
    }

    // Then
    group.srv(1).awaitLines(4, "Rejecting client 127.0.0.1 (");
    group.story().ends(List.of(1));
    for (var server : group.servers()) {
      assertThat(server.lines("state=disconnected")).isEmpty();
    }
  }

  @Test
  @Full
  void aPeerThatReadsNothingAnyMoreDisturbsNoOther() throws Exception {
    // Given: what the third sends arrives at the first, and what the first sends stays under way.
    group.of(3);
    var wire = group.wire(3, 1);
    group.start();

    // When
    wire.cut(FaultyWire.Way.BACK);
    group.srv(3).awaitLine("peer=srv1.example.com state=silent for");
    group.story().settles();
    wire.heal();

    // Then
    group.srv(3).awaitLine("peer=srv1.example.com state=up: the link is back; nothing moves");
    group.story().ends(List.of(1));
    assertThat(group.srv(1).lines("peer=srv2.example.com state=disconnected")).isEmpty();
    assertThat(group.srv(2).lines("peer=srv1.example.com state=disconnected")).isEmpty();
    assertThat(group.srv(2).lines("peer=srv3.example.com state=disconnected")).isEmpty();
  }

  @Test
  void aLinkThatBreaksAgainAndAgainMovesNothing() throws Exception {
    // Given
    group.of(2);
    var wire = group.wire(2, 1);
    group.start();

    // When
    for (int times = 1; times <= 3; times++) {
      wire.reset();
      group.srv(1).awaitLines(times, "state=up: the link is back; nothing moves");
      group.srv(2).awaitLines(times, "state=up: the link is back; nothing moves");
    }

    // Then
    group.story().ends(List.of(1));
  }

  private long kilobytes(int server) throws IOException {
    var line =
        Files.readAllLines(Path.of("/proc/" + group.srv(server).pid() + "/status")).stream()
            .filter(each -> each.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", ""));
  }
}
