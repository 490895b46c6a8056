// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.testing.FixedNames;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeerSocketsTest {
  @Test
  void theFamiliesTakeTurnsAndNoAddressComesTwice() throws Exception {
    // Given
    var sockets =
        sockets("192.0.2.1", "192.0.2.2", "192.0.2.1", "2001:db8::1", "192.0.2.3", "2001:db8::2");

    // Then
    assertThat(order(sockets))
        .containsExactly(
            "192.0.2.1", "2001:db8:0:0:0:0:0:1", "192.0.2.2", "2001:db8:0:0:0:0:0:2", "192.0.2.3");
  }

  @Test
  void theOneThatProvedToBeThePeersGoesFirst() throws Exception {
    // Given
    var sockets = sockets("192.0.2.1", "192.0.2.2", "192.0.2.3");

    // When
    sockets.proved(InetAddress.getByName("192.0.2.3"));

    // Then
    assertThat(order(sockets)).containsExactly("192.0.2.3", "192.0.2.1", "192.0.2.2");
  }

  @Test
  void oneThatIsNotThePeersAnyMoreGoesBehindAllOthers() throws Exception {
    // Given
    var sockets = sockets("192.0.2.1", "192.0.2.2", "192.0.2.3");
    sockets.proved(InetAddress.getByName("192.0.2.1"));

    // When
    sockets.cameToNothing(List.of(InetAddress.getByName("192.0.2.1")));

    // Then
    assertThat(order(sockets)).containsExactly("192.0.2.2", "192.0.2.3", "192.0.2.1");
  }

  @Test
  void whereNoneIsThePeersEachHasItsTurn() throws Exception {
    // Given
    var sockets = sockets("192.0.2.1", "192.0.2.2", "192.0.2.3");

    // When
    var first =
        IntStream.range(0, 6)
            .mapToObj(
                attempt -> {
                  var address = addresses(sockets).get(0);
                  sockets.cameToNothing(List.of(address));
                  return address.getHostAddress();
                })
            .toList();

    // Then
    assertThat(first)
        .containsExactly(
            "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.1", "192.0.2.2", "192.0.2.3");
  }

  private static PeerSockets sockets(String... addresses) {
    return new PeerSockets("srv1.test", 2000, FixedNames.of(addresses));
  }

  private static List<String> order(PeerSockets sockets) {
    return addresses(sockets).stream().map(InetAddress::getHostAddress).toList();
  }

  private static List<InetAddress> addresses(PeerSockets sockets) {
    try {
      return sockets.inOrder().stream().map(InetSocketAddress::getAddress).toList();
    } catch (java.net.UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
