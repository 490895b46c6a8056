// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static java.nio.charset.StandardCharsets.US_ASCII;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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

  /** Four at a time, each a thousand connections or for as long as the failover takes. */
  @Test
  void whoeverMisusesItTheLinkAndAFailoverFeelNothing() throws Exception {
    // Given
    start();
    var head = "Host: localhost\r\n";
    var abuses =
        List.<Abuse>of(
            () -> send("GET /status HTTP/1.1\r\n" + head + "X: " + "x".repeat(100_000)),
            () -> send("GET /" + "x".repeat(100_000) + " HTTP/1.1\r\n" + head + "\r\n"),
            () -> send("POST /drain HTTP/1.1\r\n" + head + "Content-Length: 999999999\r\n\r\nx"),
            () ->
                send(
                    "POST /drain HTTP/1.1\r\n"
                        + head
                        + "Authorization: Bearer wrong-token-of-nobody\r\n\r\n"),
            () -> send("GET /%zz HTTP/1.1\r\n" + head + "\r\n"),
            () -> send("GET / HTTP/1.1\r\n" + head + "\r\n"),
            () -> send("GET /status HTTP/1.1\r\nX: s"));
    var over = new AtomicBoolean();
    var made = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      var thread = new Thread(() -> misuse(abuses, over, made));
      thread.start();
      threads.add(thread);
    }

    try {
      // When
      await("a thousand connections").atMost(Duration.ofMinutes(2)).until(() -> made.get() > 1000);
      assertThat(group.srv(1).lines("state=suspect")).isEmpty();
      assertThat(group.srv(2).lines("state=suspect")).isEmpty();
      group.srv(1).kill();

      // Then
      group.story().awaitRecord(2);
      group.story().ends(List.of(1, 2), Told.tookOver(2, 1, Told.CLOSED));
    } finally {
      over.set(true);
      for (var thread : threads) {
        thread.join();
      }
    }
    var took =
        Duration.between(
            group.srv(2).loggedAt("peer=srv1.example.com state=suspect"),
            group.srv(2).loggedAt("state=writing value=srv2.example.com"));
    assertThat(took).isLessThan(Duration.ofSeconds(3));
    assertThat(group.srv(2).lines("state=drained")).isEmpty();
    assertThat(group.srv(2).lines().size()).isLessThan(100);
  }

  /** One connection, misused in some way. */
  private interface Abuse {
    void commit() throws IOException;
  }

  private static void misuse(List<Abuse> abuses, AtomicBoolean over, AtomicInteger made) {
    while (!over.get()) {
      try {
        abuses.get(made.getAndIncrement() % abuses.size()).commit();
      } catch (IOException e) {
        // It was closed, or reset: as it may be.
      }
    }
  }

  /** And waits a moment for an answer, or none. */
  private void send(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(200);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      socket.getInputStream().read();
    }
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
