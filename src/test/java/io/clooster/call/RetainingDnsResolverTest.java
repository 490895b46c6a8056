// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RetainingDnsResolverTest {
  private enum NameServer {
    ANSWERS,
    SILENT,
    REFUSES,
    BROKEN
  }

  private final CountDownLatch silence = new CountDownLatch(1);
  private volatile NameServer nameServer = NameServer.ANSWERS;
  private final RetainingDnsResolver addresses =
      new RetainingDnsResolver(Duration.ofMillis(100), new Names());

  @AfterEach
  void end() {
    silence.countDown();
  }

  @Test
  void whatTheNameServerSaysIsTaken() throws Exception {
    assertThat(addresses.resolve("api.test")).containsExactly(InetAddress.getLoopbackAddress());
  }

  @Test
  void whenItIsSilentTheLastAnswerWillDo() throws Exception {
    // Given
    addresses.resolve("api.test");
    nameServer = NameServer.SILENT;

    // When
    InetAddress[] found = addresses.resolve("api.test");
    found[0] = null;

    // Then
    assertThat(addresses.resolve("api.test")).containsExactly(InetAddress.getLoopbackAddress());
  }

  @Test
  void whenItRefusesOrBreaksTheLastAnswerWillDo() throws Exception {
    // Given
    addresses.resolve("api.test");

    // Then
    nameServer = NameServer.REFUSES;
    assertThat(addresses.resolve("api.test")).containsExactly(InetAddress.getLoopbackAddress());
    nameServer = NameServer.BROKEN;
    assertThat(addresses.resolve("api.test")).containsExactly(InetAddress.getLoopbackAddress());
  }

  @Test
  void whenItIsSilentANewNameIsNotFoundSoon() {
    // Given
    nameServer = NameServer.SILENT;

    // Then
    assertThatThrownBy(() -> addresses.resolve("api.test"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("api.test: no answer from a name server within 100 ms");
  }

  @Test
  void whatTheNameServersDoNotKnowIsNotFound() {
    // Given
    nameServer = NameServer.REFUSES;

    // Then
    assertThatThrownBy(() -> addresses.resolve("api.test"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("api.test: not found by the name servers");
  }

  @Test
  void anInterruptionEndsTheWait() {
    // Given
    nameServer = NameServer.SILENT;
    Thread.currentThread().interrupt();

    // Then
    assertThatThrownBy(() -> addresses.resolve("api.test")).hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  private final class Names implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      switch (nameServer) {
        case SILENT -> untilTheEnd();
        case REFUSES -> throw new UnknownHostException(host);
        case BROKEN -> throw new IllegalStateException("no resolver");
        case ANSWERS -> {}
      }
      return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }

    private void untilTheEnd() throws UnknownHostException {
      try {
        silence.await();
      } catch (InterruptedException e) {
        throw new UnknownHostException("interrupted");
      }
    }
  }
}
