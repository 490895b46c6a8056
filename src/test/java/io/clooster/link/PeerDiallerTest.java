// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.clooster.call.RetainingDnsResolver;
import io.clooster.testing.FixedNames;
import io.netty.channel.Channel;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A peer whose name has several addresses, here of 127.0.0.0/8, with real sockets. */
@Timeout(60)
class PeerDiallerTest {
  private static final String RIGHT = "127.0.0.3";

  /** No TCP connection can be made to a group (RFC 1112): our own system refuses at once. */
  private static final String NO_WAY = "224.0.0.1";

  private final NioEventLoopGroup threads = new NioEventLoopGroup(1);
  private final List<AutoCloseable> used = new ArrayList<>();
  private int port;

  @AfterEach
  void close() throws Exception {
    for (var each : used) {
      each.close();
    }
    threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  @Test
  void addressesThatRefuseAreNoObstacle() throws Exception {
    // Given
    listen(RIGHT);

    // When
    var connected = dialler("127.0.0.1", "127.0.0.2", RIGHT).connect(channel -> {});

    // Then
    assertThat(host(connected)).isEqualTo(RIGHT);
  }

  @Test
  void oneThatIsSilentIsPassedByInAQuarterOfASecond() throws Exception {
    // Given
    listen(RIGHT);
    beSilent("127.0.0.1");
    beSilent("127.0.0.2");
    var begun = System.nanoTime();

    // When
    var connected = dialler("127.0.0.1", "127.0.0.2", RIGHT).connect(channel -> {});

    // Then
    assertThat(host(connected)).isEqualTo(RIGHT);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(ConnectRace.STAGGER.multipliedBy(2), Duration.ofSeconds(4));
  }

  @Test
  void whereAllRefuseItIsARefusalAndAtOnce() throws Exception {
    // Given
    reserve();
    var dialler = dialler("127.0.0.1", "127.0.0.2", RIGHT, NO_WAY);
    var begun = System.nanoTime();

    // When
    var failure = failure(dialler);

    // Then
    assertThat(failure.refused()).isTrue();
    assertThat(failure)
        .hasMessageStartingWith("224.0.0.1: ")
        .hasMessageEndingWith("; 127.0.0.1, 127.0.0.2, 127.0.0.3: connection refused");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void whereOneIsSilentItIsNoRefusal() throws Exception {
    // Given
    beSilent("127.0.0.2");
    var begun = System.nanoTime();

    // When
    var failure = failure(dialler("127.0.0.1", "127.0.0.2", RIGHT));

    // Then
    assertThat(failure.refused()).isFalse();
    assertThat(failure)
        .hasMessage("127.0.0.1, 127.0.0.3: connection refused; 127.0.0.2: no answer in time");
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(PeerDialler.CONNECTED_WITHIN, PeerDialler.CONNECTED_WITHIN.plusSeconds(3));
  }

  @Test
  void whatOurOwnSystemForbidsIsNoRefusal() throws Exception {
    // Given
    reserve();

    // When
    var failure = failure(dialler(NO_WAY));

    // Then
    assertThat(failure.refused()).isFalse();
  }

  @Test
  void oneThatAcceptsButIsNotThePeersIsLeftAtTheNextAttempt() throws Exception {
    // Given
    listen(RIGHT);
    listen("127.0.0.1");
    var dialler = dialler("127.0.0.1", RIGHT);

    // When
    var first = dialler.connect(channel -> {});
    dialler.unproven(first);
    var second = dialler.connect(channel -> {});
    dialler.proved(second);
    var third = dialler.connect(channel -> {});

    // Then
    assertThat(host(first)).isEqualTo("127.0.0.1");
    assertThat(host(second)).isEqualTo(RIGHT);
    assertThat(host(third)).isEqualTo(RIGHT);
    await().until(() -> !first.isOpen() && !second.isOpen());
  }

  @Test
  void ofManyAddressesAllAreTriedInAFewAttemptsAndUntilThenNothingIsARefusal() throws Exception {
    // Given
    reserve();
    var all = IntStream.range(1, 151).mapToObj(i -> "127.0.1." + i).toArray(String[]::new);
    var dialler = dialler(all);

    // When
    var failures = List.of(failure(dialler), failure(dialler));
    listen(all[149]);
    var connected = dialler.connect(channel -> {});

    // Then
    assertThat(failures).noneMatch(ConnectFailure::refused);
    assertThat(failures.get(0)).hasMessageContaining("and 60 more: connection refused");
    assertThat(host(connected)).isEqualTo(all[149]);
  }

  @Test
  void anAddressMayStandForAName() throws Exception {
    // Given
    listen(RIGHT);

    // When
    var connected = new PeerDialler(RIGHT, port, threads).connect(channel -> {});
    var inBrackets =
        catchThrowableOfType(
            ConnectFailure.class,
            () -> new PeerDialler("[2001:db8::1%lo]", port, threads).connect(channel -> {}));

    // Then: there is no such machine, but a name it is not.
    assertThat(host(connected)).isEqualTo(RIGHT);
    assertThat(inBrackets.refused()).isFalse();
    assertThat(inBrackets.getMessage()).doesNotContain("lookup");
  }

  @Test
  void whereTheNameServersDiedWithThePeerTheAddressIsTheLastKnownOne() throws Exception {
    // Given
    listen(RIGHT);
    var silence = new CountDownLatch(1);
    used.add(silence::countDown);
    var answers = new AtomicInteger();
    var names =
        new RetainingDnsResolver(
            Duration.ofMillis(300),
            new SystemDefaultDnsResolver() {
              @Override
              public InetAddress[] resolve(String host) throws UnknownHostException {
                if (answers.getAndIncrement() > 0) {
                  awaitUninterruptibly(silence);
                }
                return InetAddress.getAllByName(RIGHT);
              }
            });
    var dialler = new PeerDialler("srv1.test", port, threads, names);
    dialler.connect(channel -> {});

    // When
    var again = dialler.connect(channel -> {});

    // Then
    assertThat(host(again)).isEqualTo(RIGHT);
    assertThat(answers).hasValue(2);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void handlersThatCanNotBeMadeAreAFailureLikeAnyOther() throws Exception {
    // Given
    listen(RIGHT);

    // When
    var failure =
        catchThrowableOfType(
            ConnectFailure.class,
            () ->
                dialler(RIGHT)
                    .connect(
                        channel -> {
                          throw new IllegalStateException("no TLS");
                        }));

    // Then
    assertThat(failure).hasMessage("no TLS");
    assertThat(failure.refused()).isFalse();
  }

  private PeerDialler dialler(String... addresses) {
    return new PeerDialler("srv1.test", port, threads, FixedNames.of(addresses));
  }

  private static ConnectFailure failure(PeerDialler dialler) {
    return catchThrowableOfType(ConnectFailure.class, () -> dialler.connect(channel -> {}));
  }

  private static String host(Channel channel) {
    return ((InetSocketAddress) channel.remoteAddress()).getAddress().getHostAddress();
  }

  private ServerSocket listen(String address, int backlog) throws IOException {
    var server = new ServerSocket(port, backlog, InetAddress.getByName(address));
    port = server.getLocalPort();
    used.add(server);
    return server;
  }

  private void listen(String address) throws IOException {
    listen(address, 50);
  }

  /** A port that somebody listens on, but at none of the addresses that a test dials. */
  private void reserve() throws IOException {
    listen("127.0.0.99");
  }

  /** Its queue of connections is full, and Linux answers no further attempts. */
  private void beSilent(String address) throws IOException {
    var server = listen(address, 1);
    for (int i = 0; i < 2; i++) {
      used.add(new Socket(server.getInetAddress(), port));
    }
  }
}
