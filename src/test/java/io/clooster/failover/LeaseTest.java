// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.lease.Lease;
import io.clooster.failover.peer.GroupHold;
import io.clooster.failover.peer.ServerLists;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the claim of {@code a}, which is this server, is to be renewed. */
class LeaseTest {
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private final Lease claims = keeper(Duration.ofSeconds(2));

  private static Lease keeper(Duration confirm) {
    GroupSettings right = GroupStory.settings("a", confirm, true, "a", "b", "c");
    Lease keeper =
        Lease.of(GroupStory.claiming(right, false), new GroupHold(), new ServerLists(right));
    keeper.read(new RecordSnapshot("a", claim(7), ""), new Moment(0));
    return keeper;
  }

  private static Claim claim(long epoch) {
    return new Claim(epoch, "a", MINUTE);
  }

  private static Moment at(long millis) {
    return new Moment(Duration.ofMillis(millis).toNanos());
  }

  @ParameterizedTest
  @CsvSource({"2000, 300", "1200, 300", "400, 100", "0, 0"})
  void aLossIsAnsweredAfterAQuarterOfTheWindowAndAMomentAtMost(long confirm, long after) {
    Lease keeper = keeper(Duration.ofMillis(confirm));
    keeper.watch(true, List.of(at(5000)));
    assertThat(keeper.due(at(5000 + after - 1))).isFalse();
    assertThat(keeper.due(at(5000 + after))).isTrue();
  }

  /** It has missed a server from 5 s on, and may promise five minutes. */
  private static Lease keeperWhereFewChangesAreBorne() {
    GroupSettings right = GroupStory.settings("a", Duration.ofSeconds(2), true, "a", "b", "c");
    Lease keeper =
        Lease.of(
            GroupSettingsWith.same(right).claim(true).renewMost(MINUTE.multipliedBy(5)).settings(),
            new GroupHold(),
            new ServerLists(right));
    keeper.read(new RecordSnapshot("a", claim(7), ""), new Moment(0));
    keeper.watch(true, List.of(at(5000)));
    return keeper;
  }

  @Test
  void whereFewChangesAreBorneTheClaimPromisesLongerAndLonger() {
    Lease keeper = keeperWhereFewChangesAreBorne();
    long now = 5300;
    List<Long> promises = new ArrayList<>();
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      assertThat(keeper.due(at(now))).isTrue();
      Claim next = keeper.next("a", at(now));
      keeper.written(next, at(now));
      promises.add(next.renew().toSeconds());
      long before = now;
      while (!keeper.due(at(now))) {
        now += 100;
      }
      pauses.add(now - before);
    }

    assertThat(promises).containsExactly(10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L);
    assertThat(pauses)
        .containsExactly(7500L, 15_000L, 30_000L, 60_000L, 120_000L, 240_000L, 240_000L, 240_000L);
  }

  @Test
  void aFurtherLossIsAnsweredAtOnceHoweverSeldomTheClaimIsRenewedByThen() {
    Lease keeper = keeperWhereFewChangesAreBorne();
    keeper.written(new Claim(8, "a", MINUTE.multipliedBy(5)), at(6000));
    keeper.watch(true, List.of(at(5000), at(60_000)));

    assertThat(keeper.due(at(60_299))).isFalse();
    assertThat(keeper.due(at(60_300))).isTrue();
    assertThat(keeper.next("a", at(60_300)).renew()).isEqualTo(Timing.RENEW_MIN);
  }

  @Test
  void ofSeveralLossesTheFirstCountsInWhateverOrderTheyAreToldOf() {
    claims.watch(true, List.of(at(9000), at(5000)));
    assertThat(claims.due(at(5300))).isTrue();
    claims.watch(true, List.of(at(5000), at(9000)));
    assertThat(claims.due(at(5300))).isTrue();
  }

  @Test
  void aLossThatAClaimHasAnsweredIsNoNews() {
    claims.written(claim(8), at(6000));
    claims.watch(true, List.of(at(5000), at(9000)));
    assertThat(claims.due(at(9299))).isFalse();
    assertThat(claims.due(at(9300))).isTrue();
  }

  @Test
  void onlyWhatWasReadAndNamesTheServerIsItsClaim() {
    assertThat(claims.isOf("a")).isTrue();
    assertThat(claims.isOf("b")).isFalse();
    claims.read(new RecordSnapshot("a", ""), new Moment(0));
    assertThat(claims.isOf("a")).isFalse();
    assertThat(Lease.none().isOf("b")).isTrue();
  }

  @Test
  void itIsUrgentForAHolderThatMissesAServerOrItsClaim() {
    claims.watch(true, List.of());
    assertThat(claims.urgent()).isFalse();
    claims.watch(true, List.of(at(0)));
    assertThat(claims.urgent()).isTrue();
    claims.watch(false, List.of(at(0)));
    assertThat(claims.urgent()).isFalse();
    claims.watch(true, List.of());
    claims.read(new RecordSnapshot("a", ""), new Moment(0));
    assertThat(claims.urgent()).isTrue();
  }

  @Test
  void itIsNeverUrgentWhereNoClaimsAreUsed() {
    Lease none = Lease.none();
    none.watch(true, List.of(at(0)));
    assertThat(none.urgent()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"299999, true", "300000, false"})
  void aClaimThatHadToBeMadeTwiceWithinFiveMinutesWasMadeInVain(long after, boolean inVain) {
    claims.read(new RecordSnapshot("a", ""), new Moment(0));
    claims.written(claim(8), at(0));
    assertThat(claims.pauseInVain()).isZero();
    claims.read(new RecordSnapshot("a", ""), new Moment(0));
    claims.written(claim(9), at(after));
    assertThat(!claims.pauseInVain().isZero()).isEqualTo(inVain);
  }

  @Test
  void whatIsMadeInVainAgainAndAgainIsMadeMoreAndMoreRarely() {
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      claims.read(new RecordSnapshot("a", ""), new Moment(0));
      claims.written(claim(8 + i), at(1000L * i));
      pauses.add(claims.pauseInVain().toSeconds());
    }
    assertThat(pauses).containsExactly(0L, 10L, 20L, 40L, 80L, 160L, 300L, 300L);
  }
}
