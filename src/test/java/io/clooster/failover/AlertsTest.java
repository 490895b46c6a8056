// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.AlertKind.CLAIM_UNSEEN;
import static io.clooster.failover.AlertKind.NO_LINK;
import static io.clooster.failover.AlertKind.RECORD_EDITED;
import static io.clooster.failover.AlertKind.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Each row is raised once it has lasted, and closed once. */
class AlertsTest {
  private final Alerts alerts = new Alerts(at(0));

  @Test
  void whatHasNotLastedIsNotRaised() {
    Moment since = alerts.stands(UNHEALTHY, "", at(5));
    assertThat(alerts.raise(UNHEALTHY, "", since, at(34))).isFalse();
    assertThat(alerts.raised()).isEmpty();
    assertThat(alerts.close(UNHEALTHY, "")).as("told before").isFalse();
  }

  @Test
  void whatLastsIsRaisedOnceAndClosedOnce() {
    Moment since = alerts.stands(UNHEALTHY, "", at(5));
    assertThat(alerts.stands(UNHEALTHY, "", at(20))).isEqualTo(since);
    assertThat(alerts.raise(UNHEALTHY, "", since, at(35))).isTrue();
    assertThat(alerts.raise(UNHEALTHY, "", since, at(36))).isFalse();
    assertThat(alerts.since(UNHEALTHY, "")).isEqualTo(at(5));
    assertThat(alerts.close(UNHEALTHY, "")).isTrue();
    assertThat(alerts.close(UNHEALTHY, "")).isFalse();
    assertThat(alerts.since(UNHEALTHY, "")).isNull();
  }

  @Test
  void whatLastedThroughOurOwnStandstillBeginsAnew() {
    alerts.stoodStill(at(100));
    assertThat(alerts.raise(UNHEALTHY, "", at(5), at(129))).isFalse();
    assertThat(alerts.raise(UNHEALTHY, "", at(5), at(130))).isTrue();
  }

  @Test
  void eachServerHasARowOfItsOwn() {
    assertThat(alerts.raise(NO_LINK, "srv2", at(0), at(60))).isTrue();
    assertThat(alerts.raise(NO_LINK, "srv1", at(0), at(60))).isTrue();
    assertThat(alerts.raised())
        .containsExactly(new Status.Alert("no-link", "srv1"), new Status.Alert("no-link", "srv2"));
    assertThat(alerts.close(NO_LINK, "srv1")).isTrue();
    assertThat(alerts.isRaised(NO_LINK, "srv2")).isTrue();
  }

  @Test
  void somebodyMayKnowBetterHowLongItHasToLast() {
    Duration second = Duration.ofSeconds(1);
    assertThat(alerts.raise(NO_LINK, "srv2", at(0), second, at(0))).isFalse();
    assertThat(alerts.raise(NO_LINK, "srv2", at(0), second, at(1))).isTrue();
  }

  @Test
  void anotherValueIsAnotherThingToTell() {
    assertThat(alerts.raiseNow(RECORD_EDITED, "", "192.0.2.1", at(1))).isTrue();
    assertThat(alerts.raiseNow(RECORD_EDITED, "", "192.0.2.1", at(2))).isFalse();
    assertThat(alerts.raiseNow(RECORD_EDITED, "", "192.0.2.2", at(3))).isTrue();
    assertThat(alerts.about(RECORD_EDITED, "")).isEqualTo("192.0.2.2");
    assertThat(alerts.since(RECORD_EDITED, "")).isEqualTo(at(1));
  }

  @Test
  void aStatusShowsThemInAnOrderOfTheirOwn() {
    alerts.raiseNow(CLAIM_UNSEEN, "", "", at(1));
    alerts.raiseNow(NO_LINK, "srv2", "", at(2));
    assertThat(alerts.raised())
        .containsExactly(new Status.Alert("no-link", "srv2"), new Status.Alert("claim-unseen", ""));
  }

  private static Moment at(long seconds) {
    return new Moment(Duration.ofSeconds(seconds).toNanos());
  }
}
