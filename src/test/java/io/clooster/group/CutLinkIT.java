// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.ProcessTest;
import io.clooster.sandbox.FaultyWire;
import io.clooster.sandbox.SandboxFault;
import io.clooster.testing.Full;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The claim as witness: a link that is cut between servers that live moves nothing. */
@ProcessTest
class CutLinkIT {
  @RegisterExtension private final ServerGroup group = new ServerGroup();

  /** The window that users have; two servers may notice one cut a keep-alive apart. */
  @BeforeEach
  void window() {
    group.window("2s");
  }

  private void neverMoved() {
    assertThat(group.story().values()).containsExactly(ServerGroup.name(1));
    assertThat(group.story().writes()).isZero();
  }

  @Test
  void aPairThatIsCutKeepsTheRecordWhereItIsAndSaysSo() throws Exception {
    // Given
    group.apart(2).start();
    group.story().awaitClaimOf(1);

    // When
    group.network().cut(1, 2);
    group.story().awaitNotes(2);
    group.story().settles();
    group.network().mend(1, 2);

    // Then
    group
        .story()
        .endsInAnyOrder(
            List.of(1),
            Told.down(1, 2, Told.SILENT),
            Told.pathCut(2, 1),
            Told.up(1, 2),
            Told.pathBack(2, 1));
  }

  @Test
  @Full
  void aRenewalThatTakesAlmostTheWholeWindowIsInTime() throws Exception {
    // Given
    group.apart(2).start();
    group.story().awaitClaimOf(1);
    group
        .cloudflare()
        .faults()
        .on("POST", "/batch")
        .always(SandboxFault.slowBeforeEffect(Duration.ofMillis(700)));

    // When
    group.network().cut(1, 2);
    group.srv(2).awaitLine("peer=srv1.example.com state=partitioned");
    group.story().settles();

    // Then
    neverMoved();
  }

  /** Whoever closes first: what the other side sends is lost, and it notices later. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  @Full
  void itDoesNotMatterWhoNoticesFirst(int first) throws Exception {
    // Given
    group.of(2);
    var wire = group.wire(2, 1);
    var other = group.wire(1, 2);
    group.start();
    group.story().awaitClaimOf(1);

    // When
    other.cut();
    wire.cut(first == 1 ? FaultyWire.Way.THERE : FaultyWire.Way.BACK);
    group.srv(first).awaitLine("state=silent for");
    ServerGroup.pass(Duration.ofMillis(500)); // What it says to the other one at that arrives.
    wire.cut();
    group.srv(2).awaitLine("peer=srv1.example.com state=partitioned");
    group.story().settles();

    // Then
    neverMoved();
  }

  @Test
  void aHolderThatDiesWhileTheLinkIsCutIsReplacedWhenItsClaimIsNotRenewed() throws Exception {
    // Given
    group.apart(2).start();
    group.story().awaitClaimOf(1);
    group.network().cut(1, 2);
    group.srv(2).awaitLine("peer=srv1.example.com state=partitioned");

    // When
    group.srv(1).kill();

    // Then
    group.story().awaitRecord(2);
    group.story().settles();
    assertThat(group.story().values()).containsExactly(ServerGroup.name(1), ServerGroup.name(2));
    assertThat(group.story().notes()).contains(Told.tookOver(2, 1, "its claim is not renewed"));
  }

  @Test
  @Full
  void bothWithoutTheApiForAWhileAndThenBackMoveNothing() throws Exception {
    // Given
    group.apart(2).start();
    group.story().awaitClaimOf(1);

    // When
    group.cloudflare().down();
    group.network().cut(1, 2);
    group.srv(2).awaitLine("peer=srv1.example.com state=down");
    ServerGroup.pass(Duration.ofSeconds(20));
    group.cloudflare().up();
    group.srv(2).awaitLine("peer=srv1.example.com state=partitioned");
    group.story().settles();

    // Then
    neverMoved();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Full
  void aPartitionMovesNothingWhicheverSideTheHolderIsOn(boolean holderInMinority) throws Exception {
    // Given
    group.apart(5).start();
    group.story().awaitClaimOf(1);
    var one = holderInMinority ? List.of(1, 2) : List.of(1, 2, 3);
    var other = holderInMinority ? List.of(3, 4, 5) : List.of(4, 5);

    // When
    group.network().part(one, other);
    group.srv(5).awaitLine("peer=srv1.example.com state=partitioned");
    group.story().settles();
    group.network().join(one, other);
    group.srv(5).awaitLine("peer=srv1.example.com state=up");

    // Then
    neverMoved();
  }
}
