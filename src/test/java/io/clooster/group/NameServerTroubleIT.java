// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.Told.SILENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.process.ProcessTest;
import io.clooster.sandbox.FaultyWire;
import io.clooster.testing.Full;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a pair and a group do where a real name server has the record. */
@ProcessTest
@Full
@Order(4)
class NameServerTroubleIT {
  /** What the other one does not know, it learns from the claim. */
  private static final String APART = "state=cut off from here";

  @RegisterExtension private final NameServerGroup group = new NameServerGroup();

  @ParameterizedTest
  @EnumSource(names = {"BIND", "KNOT", "POWERDNS"})
  void aHolderThatIsSilentIsReplacedAndGivesInWhenItWakes(NameServer server) throws Exception {
    // Given
    group.at(server).of(2).start();
    group.story().awaitClaimOf(1);

    // When
    group.srv(1).freeze();
    group.story().awaitNotes(1);
    group.srv(1).thaw();

    // Then
    group.srv(1).awaitLine("state=resumed: paused for");
    group.srv(1).awaitLine("state=yielded: srv2.example.com holds it");
    group
        .story()
        .ends(List.of(1, 2), Told.tookOver(2, 1, SILENT), Told.upAndPreferred(2, 1, "60 s"));
    assertThat(group.story().claimant()).isEqualTo(ServerProcesses.name(2));
  }

  @ParameterizedTest
  @EnumSource(names = {"BIND", "KNOT", "POWERDNS"})
  void aLinkThatIsCutMovesNothing(NameServer server) throws Exception {
    // Given
    group.at(server).window("2s").of(2);
    var there = group.wire(2, 1);
    var back = group.wire(1, 2);
    group.start();
    group.story().awaitClaimOf(1);

    // When
    there.cut();
    back.cut();
    group.srv(2).awaitLine("peer=srv1.example.com state=partitioned");
    group.story().settles();

    // Then: it has renewed its claim.
    assertThat(group.story().values()).containsExactly(ServerProcesses.name(1));
    assertThat(group.story().claims())
        .hasSizeGreaterThan(1)
        .allMatch(claim -> claim.holder().equals(ServerProcesses.name(1)));
    assertThat(group.story().notes()).contains(Told.pathCut(2, 1));
  }

  /**
   * Both have read the same by then, since their calls are under way for longer than they differ.
   */
  @ParameterizedTest
  @EnumSource(names = {"BIND", "KNOT"})
  void ofTwoThatTakeOverInOneInstantOneDoes(NameServer server) throws Exception {
    // Given
    twoSurvivorsThatDoNotSeeEachOther(server);
    for (var uplink : group.uplinks()) {
      uplink.delay(Duration.ofMillis(300));
    }

    // When
    group.srv(1).kill();
    group.story().awaitValues(2);
    group.story().settles();

    // Then
    var values = group.story().values();
    assertThat(values).hasSize(2);
    int won = values.get(1).equals(ServerProcesses.name(2)) ? 2 : 3;
    assertThat(values).containsExactly(ServerProcesses.name(1), ServerProcesses.name(won));
    assertThat(group.story().claimant()).isEqualTo(ServerProcesses.name(won));
    group.srv(5 - won).awaitLine("state=conflict");
  }

  /** Without a condition, the fewer hold back. */
  @ParameterizedTest
  @EnumSource(names = "POWERDNS")
  void ofThreeThoseThatSeeNobodyMoveNothingUntilTheySeeEachOther(NameServer server)
      throws Exception {
    // Given
    var wires = twoSurvivorsThatDoNotSeeEachOther(server);

    // When
    group.srv(1).kill();
    group.srv(2).awaitLine("state=held back: only 1 of 3 servers are in sight");
    group.srv(3).awaitLine("state=held back: only 1 of 3 servers are in sight");
    group.story().settles();
    var meanwhile = group.story().values();
    for (var wire : wires) {
      wire.reset();
      wire.heal();
    }

    // Then
    assertThat(meanwhile).containsExactly(ServerProcesses.name(1));
    group.story().awaitValues(2);
    group.story().settles();
    assertThat(group.story().values())
        .containsExactly(ServerProcesses.name(1), ServerProcesses.name(2));
  }

  private List<FaultyWire> twoSurvivorsThatDoNotSeeEachOther(NameServer server) throws Exception {
    group.at(server).of(3);
    var wires = List.of(group.wire(2, 3), group.wire(3, 2));
    group.start();
    group.story().awaitClaimOf(1);
    for (var wire : wires) {
      wire.refuse();
      wire.reset();
    }
    group.srv(2).awaitLine("peer=srv3.example.com " + APART);
    group.srv(3).awaitLine("peer=srv2.example.com " + APART);
    return wires;
  }

  @ParameterizedTest
  @CsvSource({"BIND, false", "KNOT, true", "POWERDNS, false", "POWERDNS, true"})
  void aHolderThatDiesWhileTheNameServerIsOutOfReachIsReplacedOnceItIsBack(
      NameServer server, boolean hangs) throws Exception {
    // Given
    group.at(server).of(2).start();
    group.story().awaitClaimOf(1);
    for (var uplink : group.uplinks()) {
      if (hangs) {
        uplink.cut();
      } else {
        uplink.refuse();
        uplink.reset();
      }
    }

    // When
    group.srv(1).kill();
    group.srv(2).awaitLine("peer=srv1.example.com state=down");
    ServerProcesses.pass(Duration.ofSeconds(5));
    Instant back = Instant.now();
    for (var uplink : group.uplinks()) {
      uplink.heal();
    }

    // Then
    group.story().awaitRecord(2);
    group.story().settles();
    assertThat(group.story().values())
        .containsExactly(ServerProcesses.name(1), ServerProcesses.name(2));
    var written = group.srv(2).loggedAt("state=writing value=srv2.example.com");
    assertThat(Duration.between(back, written)).isLessThan(Duration.ofSeconds(12));
  }

  /**
   * Where a write knows no condition, one that was on its way may arrive beside another server's:
   * the holder renews its claim, and the other one takes over, as it has seen no renewal for long.
   */
  @ParameterizedTest
  @CsvSource({"POWERDNS, false", "POWERDNS, true"})
  void ofTwoWhoseWritesBothGetThroughOneGivesIn(NameServer server, boolean renewalIsLast)
      throws Exception {
    // Given
    group.at(server).window("2s").of(2);
    var wires = List.of(group.wire(2, 1), group.wire(1, 2));
    group.set("/failback", "manual").start();
    group.story().awaitClaimOf(1);
    for (var wire : wires) {
      wire.cut();
    }
    group.srv(2).awaitLine("peer=srv1.example.com state=partitioned");

    // When
    var first = group.gate(renewalIsLast ? 2 : 1);
    var last = group.gate(renewalIsLast ? 1 : 2);
    group.story().mayOverwriteClaims();
    first.holdWrites();
    last.holdWrites();
    await().atMost(RecordStory.PATIENCE).until(() -> first.waiting() > 0 && last.waiting() > 0);
    if (!renewalIsLast) {
      // The holder tries again every 3 s: just after a try nothing else comes from it.
      int tries = first.waiting();
      await().atMost(RecordStory.PATIENCE).until(() -> first.waiting() > tries);
    }
    long answered = first.writes() + first.waiting();
    first.release();
    await().atMost(RecordStory.PATIENCE).until(() -> first.writes() >= answered);
    last.release();

    // Then
    group.story().settles();
    for (var wire : wires) {
      wire.reset();
      wire.heal();
    }
    group.awaitLinked();
    group.story().settles();
    assertThat(group.story().holds()).isEqualTo(group.story().claimant());
    // Another try of the holder's may have come after the last one: then that one is the last.
    boolean holderStays = group.story().claimant().equals(ServerProcesses.name(1));
    assertThat(holderStays || !renewalIsLast).isTrue();
    int yielding = holderStays ? 2 : 1;
    group
        .srv(yielding)
        .awaitLine("state=yielded: " + ServerProcesses.name(3 - yielding) + " holds it");
    assertThat(group.story().values())
        .isEqualTo(
            holderStays
                ? List.of(ServerProcesses.name(1), ServerProcesses.name(2), ServerProcesses.name(1))
                : List.of(ServerProcesses.name(1), ServerProcesses.name(2)));
  }

  /** The holder looks once a minute, and when it loses a server. */
  @ParameterizedTest
  @EnumSource(names = {"BIND", "KNOT", "POWERDNS"})
  void whatSomebodyEditsByHandIsPutBackAndAClaimThatIsDeletedIsMadeAgain(NameServer server)
      throws Exception {
    // Given
    group.at(server).of(2).set("/manual_edits", "restore").start();
    group.story().awaitClaimOf(1);
    group.nameServer().edit(ServerProcesses.WWW, "CNAME", "elsewhere.example.net.");

    // When
    theHolderLooks();

    // Then
    group.story().awaitValues(3);
    long epoch = lastEpoch();

    // When
    group.nameServer().edit(NameServerStory.CLAIM, "TXT", "\"of somebody else\"");
    theHolderLooks();

    // Then
    await().atMost(RecordStory.PATIENCE).until(() -> lastEpoch() > epoch);
    group.story().settles();
    assertThat(group.story().values())
        .containsExactly(ServerProcesses.name(1), "elsewhere.example.net", ServerProcesses.name(1));
    assertThat(group.story().claimant()).isEqualTo(ServerProcesses.name(1));
  }

  private void theHolderLooks() throws Exception {
    group.srv(2).stop("HUP");
    group.srv(2).start();
    group.awaitLinked();
  }

  private long lastEpoch() {
    var claims = group.story().claims();
    return claims.get(claims.size() - 1).epoch();
  }
}
