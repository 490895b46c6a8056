// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static io.clooster.pair.Pair.SRV1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.LoopbackPorts;
import io.clooster.process.ProcessTest;
import io.clooster.process.Server;
import io.clooster.testing.Full;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Others than the peer find the port. */
@ProcessTest
class PairStrangersIT {
  /** Java's own, with room for what a burst leaves behind; without limits it would be far more. */
  private static final long BOUNDED_KILOBYTES = 200_000;

  private static final long BOUNDED_FILES = 300;

  @RegisterExtension private final Pair pair = new Pair();

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), pair.port());
  }

  /** Sends it and waits until the other side has closed. */
  private void send(byte[] bytes) throws IOException {
    try (var socket = connect()) {
      socket.getOutputStream().write(bytes);
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      // Closed while there was more to read: a reset.
    }
  }

  @Test
  void garbageIsRejectedAndDisturbsNobody() throws Exception {
    // Given
    pair.start();
    var random = new byte[100_000];
    new SplittableRandom(1).nextBytes(random);

    // When
    for (var garbage :
        List.of(
            new byte[32],
            "GET / HTTP/1.1\r\nHost: srv1.example.com\r\n\r\n".getBytes(US_ASCII),
            new byte[] {
              0x16,
              3,
              1,
              2,
              0,
              1,
              0,
              1,
              (byte) 0xfc,
              3,
              3,
              5,
              5,
              5,
              5,
              5,
              5,
              5,
              5,
              5,
              5,
              5,
              5,
              5,
              5,
              5,
              5,
              5,
              5,
              5,
              5,
              5,
              5,
              5,
              5,
              5
            },
            "srv2.example.com".repeat(4).getBytes(US_ASCII),
            random)) {
      send(garbage);
    }
    try (var short_ = connect()) {
      short_.getOutputStream().write("hello".getBytes(US_ASCII));
    }

    // Then
    pair.srv1().awaitLines(4, "Rejecting client 127.0.0.1 (wrong key or server name)");
    pair.srv1().awaitLine("Rejecting client 127.0.0.1 (it speaks TLS, as protocol 2 does)");
    pair.srv1().awaitLines(6, "Rejecting client 127.0.0.1 (");
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV1);
    assertThat(pair.notes()).isEmpty();
    assertThat(pair.srv1().lines("state=disconnected")).isEmpty();
    assertThat(pair.srv2().lines("state=disconnected")).isEmpty();
  }

  @Test
  @Full
  void anAddressThatIsNotThePeersIsRejectedAtOnce() throws Exception {
    // Given
    pair.start();

    // When
    int read;
    try (var socket = new Socket()) {
      socket.bind(new InetSocketAddress("127.0.0.2", 0));
      socket.connect(LoopbackPorts.address(pair.port()));
      read = socket.getInputStream().read();
    }

    // Then: not even our hello is shown to it.
    assertThat(read).isEqualTo(-1);
    pair.srv1().awaitLine("Rejecting client 127.0.0.2 (unknown IP address)");
    pair.staysQuiet();
    assertThat(pair.notes()).isEmpty();
  }

  @Test
  @Full
  void fiveHundredSilentConnectionsKeepNobodyOutAndCostLittle() throws Exception {
    // Given: room in the kernel's queue, or most of the time is spent on its repetitions.
    pair.srv1().set("/server/backlog", 600).start();
    pair.srv1().awaitLine("state=started");
    var silent = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 500; i++) {
        silent.add(connect());
      }

      // When
      pair.srv2().start();

      // Then
      pair.srv1().awaitLine("state=up: connected");
      pair.srv2().awaitLine("state=up: connected");
      assertThat(pair.srv1().residentKilobytes()).isLessThan(BOUNDED_KILOBYTES);
      assertThat(files(pair.srv1())).isLessThan(BOUNDED_FILES);

      // And while linked, once more.
      for (int i = 0; i < 500; i++) {
        silent.add(connect());
      }
      pair.srv1()
          .awaitLine(" rejected in the last minute; 1 address knocked in all, 127.0.0.1 most ");
      pair.staysQuiet();
      assertThat(pair.srv1().lines("Rejecting client ")).hasSizeLessThan(50);
      assertThat(pair.srv1().lines("state=disconnected")).isEmpty();
      assertThat(pair.srv1().residentKilobytes()).isLessThan(BOUNDED_KILOBYTES);
      assertThat(files(pair.srv1())).isLessThan(BOUNDED_FILES);
    } finally {
      for (var socket : silent) {
        socket.close();
      }
    }
    assertThat(pair.history()).containsExactly(SRV1);
    assertThat(pair.notes()).isEmpty();
  }

  @Test
  @Full
  void aFloodOfAllKindsIsAFewLinesAndACount() throws Exception {
    // Given
    pair.start();

    // When
    for (int i = 0; i < 300; i++) {
      send("GET / HTTP/1.1\r\nHost: srv1.example.com\r\n\r\n".getBytes(US_ASCII));
      connect().close();
      try (var unknown = new Socket()) {
        unknown.bind(new InetSocketAddress("127.0.0.2", 0));
        unknown.connect(LoopbackPorts.address(pair.port()));
      }
    }

    // Then
    pair.srv1()
        .awaitLine(" rejected in the last minute; 2 addresses knocked in all, 127.0.0.1 most ");
    assertThat(pair.srv1().lines("Rejecting client 127.0.0.2 (unknown IP address)"))
        .hasSizeBetween(10, 20);
    assertThat(pair.srv1().allLines()).hasSizeLessThan(100);
    assertThat(pair.srv1().lines("state=disconnected")).isEmpty();
    assertThat(pair.notes()).isEmpty();
  }

  private static long files(Server server) throws IOException {
    try (var files = Files.list(Path.of("/proc/" + server.pid() + "/fd"))) {
      return files.count();
    }
  }
}
