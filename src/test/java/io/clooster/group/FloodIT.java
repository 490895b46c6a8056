// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.Told.CLOSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.link.protocol2.FloodingPeer;
import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One server of three has the right key and sends without end. */
@ProcessTest
@Full
class FloodIT {
  /** With room for what a burst leaves behind; without limits it would be far more. */
  private static final long BOUNDED_KILOBYTES = 200_000;

  /** Of each kind; longer than the silence after which a server is suspected. */
  private static final Duration LONG = Duration.ofSeconds(4);

  /** Nobody may send more in one go than a second's allowance and what the network holds. */
  private static final long BOUNDED_BYTES = 32_000_000;

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  @Test
  void whoSendsWithoutEndIsCutOffAndDisturbsNobodyElse() throws Exception {
    // Given: the third is not ours.
    group.of(3);
    group.srv(1).start();
    group.srv(2).start();
    group.awaitLinked();
    group.srv(1).awaitLine("state=settled");

    // When
    for (var flood : FloodingPeer.Flood.values()) {
      flood(flood);
    }

    // Then
    group.story().settles();
    assertThat(group.srv(1).lines("peer=srv2.example.com state=disconnected")).isEmpty();
    assertThat(group.srv(2).lines("peer=srv1.example.com state=disconnected")).isEmpty();
    assertThat(group.story().values()).containsExactly(ServerGroup.name(1));
    assertThat(group.story().writes()).isZero();
    assertThat(group.story().notes()).allMatch(note -> note.title().contains(ServerGroup.name(3)));

    // And when it has come to its senses, a death is noticed as ever.
    group.srv(3).start();
    group.awaitLinked();
    group.srv(1).kill();
    group.story().awaitRecord(2);
    group.story().settles();
    assertThat(group.story().notes()).contains(Told.tookOver(2, 1, CLOSED));
    assertThat(group.story().values()).containsExactly(ServerGroup.name(1), ServerGroup.name(2));
  }

  /** Again and again, as it is cut off each time. */
  private void flood(FloodingPeer.Flood flood) throws Exception {
    var end = System.nanoTime() + LONG.toNanos();
    var most = 0L;
    while (System.nanoTime() < end) {
      for (int number : List.of(1, 2)) {
        try (var mad = connect(number)) {
          most = Math.max(most, mad.flood(flood));
        }
        assertThat(group.srv(number).residentKilobytes()).isLessThan(BOUNDED_KILOBYTES);
      }
    }
    assertThat(most).as("sent in one go: %s", flood).isPositive().isLessThan(BOUNDED_BYTES);
  }

  private FloodingPeer connect(int number) throws Exception {
    var names = IntStream.rangeClosed(1, 3).mapToObj(ServerGroup::name).toList();
    return FloodingPeer.connect(
        group.port(number), ServerGroup.name(3), names, List.of(ServerGroup.WWW), ServerGroup.KEY);
  }
}
