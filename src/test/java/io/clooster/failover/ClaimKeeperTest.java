// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the claim of {@code a}, which is this server, is to be renewed. */
class ClaimKeeperTest {
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private final ClaimKeeper claims = keeper(Duration.ofSeconds(2));

  private static ClaimKeeper keeper(Duration confirm) {
    GroupSettings right = GroupStory.settings("a", confirm, true, "a", "b", "c");
    ClaimKeeper keeper = ClaimKeeper.of(GroupStory.claiming(right, false));
    keeper.read(claim(7));
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
    ClaimKeeper keeper = keeper(Duration.ofMillis(confirm));
    keeper.watch(true, List.of(at(5000)));
    assertThat(keeper.due(at(5000 + after - 1))).isFalse();
    assertThat(keeper.due(at(5000 + after))).isTrue();
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
    claims.read(null);
    assertThat(claims.isOf("a")).isFalse();
    assertThat(ClaimKeeper.none().isOf("b")).isTrue();
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
    claims.read(null);
    assertThat(claims.urgent()).isTrue();
  }

  @Test
  void itIsNeverUrgentWhereNoClaimsAreUsed() {
    ClaimKeeper none = ClaimKeeper.none();
    none.watch(true, List.of(at(0)));
    assertThat(none.urgent()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"59999, true", "60000, false"})
  void aClaimThatHadToBeMadeTwiceWithinAMinuteWasMadeInVain(long after, boolean inVain) {
    claims.read(null);
    claims.written(claim(8), at(0));
    assertThat(claims.inVain()).isFalse();
    claims.read(null);
    claims.written(claim(9), at(after));
    assertThat(claims.inVain()).isEqualTo(inVain);
  }
}
