// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.testing.Logged;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeerAddressesTest {
  private final Deque<InetAddress[]> answers = new ArrayDeque<>();
  private final PeerAddresses addresses = new PeerAddresses("srv2.test", this::lookUp);
  private final Logged log = Logged.by("io.clooster.link");

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void thePeerMayHaveSeveralAddressesOfBothKinds() throws Exception {
    // Given
    answers.add(addresses("192.0.2.1", "2001:db8::1"));

    // When
    addresses.refresh();

    // Then
    assertThat(addresses.mayBePeer(address("192.0.2.1"))).isTrue();
    assertThat(addresses.mayBePeer(address("2001:db8:0::1"))).isTrue();
    assertThat(addresses.mayBePeer(address("::ffff:192.0.2.1"))).isTrue();
    assertThat(addresses.mayBePeer(address("192.0.2.2"))).isFalse();
  }

  @Test
  void thePeerMayMove() throws Exception {
    // Given
    answers.add(addresses("192.0.2.1"));
    answers.add(addresses("192.0.2.2"));
    answers.add(addresses("192.0.2.2"));

    // When
    addresses.refresh();
    addresses.refresh();
    addresses.refresh();

    // Then
    assertThat(addresses.mayBePeer(address("192.0.2.1"))).isFalse();
    assertThat(addresses.mayBePeer(address("192.0.2.2"))).isTrue();
    assertThat(log.lines())
        .containsExactly(
            "INFO peer=srv2.test addresses=192.0.2.1", "INFO peer=srv2.test addresses=192.0.2.2");
  }

  @Test
  void whenTheNameServerFailsTheKnownAddressesStayAndItIsSaidOnce() throws Exception {
    // Given
    answers.add(addresses("192.0.2.1"));

    // When
    addresses.refresh();
    addresses.refresh();
    addresses.refresh();

    // Then
    assertThat(addresses.mayBePeer(address("192.0.2.1"))).isTrue();
    assertThat(addresses.mayBePeer(address("192.0.2.2"))).isFalse();
    assertThat(log.with("addresses not found")).hasSize(1);
  }

  private InetAddress[] lookUp(String name) throws UnknownHostException {
    InetAddress[] answer = answers.poll();
    if (answer == null) {
      throw new UnknownHostException(name);
    }
    return answer;
  }

  private static InetAddress[] addresses(String... texts) throws UnknownHostException {
    InetAddress[] all = new InetAddress[texts.length];
    for (int i = 0; i < texts.length; i++) {
      all[i] = address(texts[i]);
    }
    return all;
  }

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getAllByName(text)[0];
  }
}
