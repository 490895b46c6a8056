// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.process.LoopbackPorts;
import io.clooster.process.ProcessTest;
import io.clooster.process.Server;
import io.clooster.testing.Full;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who holds connections to a server's HTTP interface open, or more, keeps nothing from it. */
@ProcessTest
@Full
class OperateLimitsIT {
  private static final int DESCRIPTORS_LEFT = 60;
  private static final int MOST = 16;

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  private final int port = LoopbackPorts.freePort();
  private final List<Socket> held = new ArrayList<>();

  private void start() throws IOException {
    group.of(2);
    group.srv(2).set("/operate", Map.of("port", port));
    group.start();
    await().until(() -> Files.exists(group.srv(2).stateDirectory().resolve("operate.json")));
  }

  @AfterEach
  void letGo() throws IOException {
    for (var socket : held) {
      socket.close();
    }
  }

  @Test
  void idleConnectionsTakeNoDescriptorsFromAFailover() throws Exception {
    // Given
    start();
    limit(descriptors() + DESCRIPTORS_LEFT);

    // When
    hold(5 * DESCRIPTORS_LEFT);
    group.srv(1).kill();

    // Then
    group.story().awaitRecord(2);
    group.srv(2).awaitLine("state=settled");
    for (var beyond : held.subList(MOST, held.size())) {
      assertThat(isClosedWithin(Duration.ofSeconds(2), beyond)).isTrue();
    }
    for (var one : held.subList(0, MOST)) {
      assertThat(isClosedWithin(Duration.ofSeconds(8), one)).isTrue();
    }
    assertThat(group.srv(2).lines("Too many open files")).isEmpty();
    group.story().ends(List.of(1, 2), Told.tookOver(2, 1, Told.CLOSED));
  }

  @Test
  void whatCannotBeAcceptedThereIsOneLine() throws Exception {
    // Given
    start();

    // When
    limit(20);
    hold(5);
    group.srv(2).awaitLine("can't accept connections at 127.0.0.1:" + port);
    await("a few more attempts").pollDelay(Duration.ofSeconds(4)).until(() -> true);

    // Then
    assertThat(group.srv(2).lines()).allMatch(Server.LOG_LINE.asMatchPredicate());
    assertThat(group.srv(2).lines("can't accept")).hasSize(1);
    limit(1024);
  }

  private void hold(int connections) throws IOException {
    for (int i = 0; i < connections; i++) {
      held.add(new Socket(InetAddress.getLoopbackAddress(), port));
    }
  }

  private static boolean isClosedWithin(Duration time, Socket socket) throws IOException {
    socket.setSoTimeout((int) time.toMillis());
    try {
      return socket.getInputStream().read() == -1;
    } catch (SocketException e) {
      return e.getMessage().contains("reset");
    }
  }

  private long descriptors() throws IOException {
    try (var open = Files.list(Path.of("/proc/" + group.srv(2).pid() + "/fd"))) {
      return open.count();
    }
  }

  private void limit(long descriptors) throws IOException, InterruptedException {
    var prlimit =
        new ProcessBuilder(
                "prlimit", "--pid", "" + group.srv(2).pid(), "--nofile=" + descriptors + ":")
            .inheritIO()
            .start();
    assertThat(prlimit.waitFor()).isZero();
  }
}
