// SPDX-License-Identifier: Apache-2.0
package io.clooster.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.clooster.call.Deadlines;
import io.clooster.call.ShuttingDownException;
import io.clooster.sandbox.ReservedPort;
import io.clooster.testing.DeafServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TcpProbeTest {
  private static final long TIMEOUT = 600;

  /** More than a busy machine needs. */
  private static final long LATEST = 3_000;

  private final Deadlines deadlines = new Deadlines();

  @AfterEach
  void close() {
    deadlines.close();
  }

  @Test
  void aPortThatAcceptsIsWellAndTheConnectionIsClosedAtOnceWithoutAByte() throws Exception {
    try (ServerSocket server = new ServerSocket(0)) {
      // When
      probe("127.0.0.1", server.getLocalPort()).connect();

      // Then
      try (Socket client = server.accept()) {
        client.setSoTimeout(5_000);
        assertThat(client.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void aPortWhereNobodyListensIsRefused() throws Exception {
    // Given
    int port = closedPort();

    // Then
    assertThatThrownBy(() -> probe("127.0.0.1", port).connect())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Connection refused");
  }

  @Test
  void aPortThatDoesNotAnswerIsGivenUpAtTheDeadline() throws Exception {
    try (DeafServer deaf = new DeafServer(0)) {
      assertThat(failsLate(probe("127.0.0.1", deaf.port())))
          .isInstanceOf(CheckFailure.class)
          .hasMessage("no connection within 600 ms");
    }
  }

  @Test
  void howeverManyAddressesItHas() throws Exception {
    try (DeafServer deaf = new DeafServer(0)) {
      // Given
      TcpProbe probe = probe(host -> addresses(8), "db.test", deaf.port());

      // Then
      assertThat(failsLate(probe)).hasMessage("no connection within 600 ms");
    }
  }

  @Test
  void anAddressThatDoesNotAnswerLeavesTimeForTheNext() throws Exception {
    try (DeafServer deaf = new DeafServer(0, "127.0.0.1");
        ServerSocket good = new ServerSocket(deaf.port(), 5, loopback(2))) {
      // Given
      TcpProbe probe = probe(host -> addresses(2), "db.test", good.getLocalPort());

      // Then
      assertThatCode(probe::connect).doesNotThrowAnyException();
    }
  }

  @Test
  void anAddressThatRefusesIsFollowedByTheNext() throws Exception {
    try (ServerSocket good = new ServerSocket(0, 5, loopback(2))) {
      // Given
      TcpProbe probe = probe(host -> addresses(2), "db.test", good.getLocalPort());

      // Then
      assertThatCode(probe::connect).doesNotThrowAnyException();
    }
  }

  @Test
  void aNameThatIsNotFoundIsToldSo() {
    // Given
    TcpProbe probe =
        probe(
            host -> {
              throw new UnknownHostException(host);
            },
            "db.test",
            1);

    // Then
    assertThatThrownBy(probe::connect)
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("db.test: not found by the name servers");
  }

  @Test
  void aNameServerThatHangsIsAskedOnceAndGivenUpInTime() throws Exception {
    // Given
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch answer = new CountDownLatch(1);
    TcpProbe probe =
        probe(
            host -> {
              asked.incrementAndGet();
              waitFor(answer);
              return addresses(1);
            },
            "db.test",
            1);

    // When
    for (int i = 0; i < 3; i++) {
      // Then
      long before = System.nanoTime();
      assertThatThrownBy(probe::connect)
          .hasMessage("db.test: no answer from a name server within 300 ms");
      assertThat(millisSince(before)).isLessThan(LATEST);
    }
    assertThat(asked).hasValue(1);
    answer.countDown();
  }

  @Test
  void whatANameServerSaidLastTimeWillDo() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, loopback(1))) {
      // Given
      AtomicInteger asked = new AtomicInteger();
      CountDownLatch never = new CountDownLatch(1);
      TcpProbe probe =
          probe(
              host -> {
                if (asked.incrementAndGet() > 1) {
                  waitFor(never);
                }
                return addresses(1);
              },
              "db.test",
              server.getLocalPort());
      probe.connect();

      // Then
      assertThatCode(probe::connect).doesNotThrowAnyException();
      assertThat(asked).hasValue(2);
      never.countDown();
    }
  }

  @Test
  void aStopEndsItAndTellsNothing() throws Exception {
    try (DeafServer deaf = new DeafServer(0)) {
      // Given
      TcpProbe patient = new TcpProbe(deadlines, "127.0.0.1", deaf.port(), 600_000);
      CompletableFuture<Throwable> look =
          CompletableFuture.supplyAsync(() -> Assertions.catchThrowable(patient::connect));
      await().until(() -> connecting(deaf.port()));

      // When
      deadlines.endAfter(Duration.ofMillis(10));

      // Then
      assertThat(look.get()).isInstanceOf(ShuttingDownException.class);
      assertThatThrownBy(patient::connect).isInstanceOf(ShuttingDownException.class);
    }
  }

  private Throwable failsLate(TcpProbe probe) {
    long before = System.nanoTime();
    Throwable failure = Assertions.catchThrowable(probe::connect);
    assertThat(millisSince(before)).isBetween(TIMEOUT - 10, LATEST);
    return failure;
  }

  private TcpProbe probe(String host, int port) {
    return new TcpProbe(deadlines, host, port, TIMEOUT);
  }

  private TcpProbe probe(Names names, String host, int port) {
    return new TcpProbe(deadlines, names, host, port, TIMEOUT);
  }

  private static long millisSince(long before) {
    return (System.nanoTime() - before) / 1_000_000;
  }

  /** True once Linux knows of a connection to this port that is not answered yet. */
  private static boolean connecting(int port) {
    String synSent = "%04X 02".formatted(port);
    return Stream.of("tcp", "tcp6").anyMatch(table -> contains("/proc/net/" + table, synSent));
  }

  private static boolean contains(String file, String text) {
    try {
      return Files.readString(Path.of(file)).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int closedPort() {
    return ReservedPort.keep();
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static InetAddress[] addresses(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(TcpProbeTest::loopback)
        .toArray(InetAddress[]::new);
  }

  private static InetAddress loopback(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A name server with one method. */
  interface Names extends DnsResolver {
    @Override
    default String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
