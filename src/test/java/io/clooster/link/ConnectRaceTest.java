// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clooster.testing.Logged;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An attempt for which this system has no file descriptor left. */
@Timeout(60)
class ConnectRaceTest {
  /** Longer than any test waits. */
  private static final Duration LONG = Duration.ofMinutes(5);

  private final NioEventLoopGroup threads = new NioEventLoopGroup(1);

  @AfterEach
  void close() {
    threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  @Test
  void itEndsAtOnceAndSaysWhy() {
    try (Logged log = Logged.by("io.netty")) {
      // When
      ConnectFailure failure =
          failureOf(ConnectRaceTest::noDescriptor, address(1, 9), address(2, 9));

      // Then
      assertThat(failure)
          .hasMessage("127.0.0.1, 127.0.0.2: connection failed: Too many open files");
      assertThat(failure.refused()).isFalse();
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void itIsNoRefusalThoughAnotherAddressRefuses() throws Exception {
    // Given: a port on which nobody listens.
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    // When
    ConnectFailure failure = failureOf(secondTime(), address(2, port), address(1, port));

    // Then
    assertThat(failure)
        .hasMessage(
            "127.0.0.2: connection failed: Too many open files; 127.0.0.1: connection refused");
    assertThat(failure.refused()).isFalse();
  }

  @Test
  void theNextAddressIsTriedAllTheSame() throws Exception {
    try (ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // When
      Channel connected =
          new ConnectRace(
                  threads.next(),
                  List.of(address(2, 9), address(1, peer.getLocalPort())),
                  secondTime(),
                  channel -> {})
              .run(LONG)
              .get(20, TimeUnit.SECONDS);

      // Then
      assertThat(connected.isActive()).isTrue();
      connected.close().sync();
    }
  }

  private ConnectFailure failureOf(Supplier<Channel> sockets, InetSocketAddress... addresses) {
    ConnectRace race = new ConnectRace(threads.next(), List.of(addresses), sockets, channel -> {});
    var ended =
        catchThrowableOfType(
            ExecutionException.class, () -> race.run(LONG).get(20, TimeUnit.SECONDS));
    return (ConnectFailure) ended.getCause();
  }

  private static Supplier<Channel> secondTime() {
    AtomicInteger times = new AtomicInteger();
    return () -> times.incrementAndGet() == 1 ? noDescriptor() : new NioSocketChannel();
  }

  private static Channel noDescriptor() {
    throw new ChannelException(
        "Failed to open a socket.", new SocketException("Too many open files"));
  }

  private static InetSocketAddress address(int last, int port) {
    return new InetSocketAddress("127.0.0." + last, port);
  }
}
