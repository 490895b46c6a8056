// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class SeverityTest {
  private final Notifications notifications = new Notifications("run", true);
  private final ChangeReason died = new ChangeReason.PeerDown("b", Reason.said("reset"));
  private final Moment now = new Moment(0);

  @Test
  void theDeathOfAServerThatHeldTheRecordIsCriticalWhateverBecameOfTheMove() {
    assertThat(
            severity(
                (m, step) ->
                    m.changed(
                        new DesiredRecord("a", died, now),
                        null,
                        Duration.ZERO,
                        Duration.ZERO,
                        step)))
        .isEqualTo(Severity.CRITICAL);
    assertThat(severity((m, step) -> m.failing(died, Reason.said("HTTP 500"), step)))
        .isEqualTo(Severity.CRITICAL);
    assertThat(severity((m, step) -> m.superseded(died, step))).isEqualTo(Severity.CRITICAL);
    assertThat(
            severity(
                (m, step) ->
                    m.changed(
                        new DesiredRecord("a", new ChangeReason.Unhealthy("b"), now),
                        null,
                        Duration.ZERO,
                        Duration.ZERO,
                        step)))
        .isEqualTo(Severity.CRITICAL);
  }

  @Test
  void soIsWhatKeepsTheRecordFromMoving() {
    assertThat(severity((m, step) -> m.recordLost(Reason.said("HTTP 500"), false, step)))
        .isEqualTo(Severity.CRITICAL);
    assertThat(severity((m, step) -> m.raised(AlertKind.NO_ELIGIBLE_SERVER, "", Values.NONE, step)))
        .isEqualTo(Severity.CRITICAL);
  }

  @Test
  void lessToRelyOnIsAWarning() {
    assertThat(severity((m, step) -> m.unchanged(died, step))).isEqualTo(Severity.WARNING);
    assertThat(severity((m, step) -> m.unchangedOutOfSight(died, step)))
        .isEqualTo(Severity.WARNING);
    assertThat(severity((m, step) -> m.pathCut("b", "", step))).isEqualTo(Severity.WARNING);
    assertThat(
            severity(
                (m, step) ->
                    m.raised(
                        AlertKind.HELD_BACK, "", Values.of("visible", 1).and("servers", 3), step)))
        .isEqualTo(Severity.WARNING);
    assertThat(severity((m, step) -> m.noLink("b", Duration.ofMinutes(1), "", step)))
        .isEqualTo(Severity.WARNING);
    assertThat(severity((m, step) -> m.edited("x", "a", step))).isEqualTo(Severity.WARNING);
    assertThat(severity((m, step) -> m.lag("", List.of("ns1: x"), step)))
        .isEqualTo(Severity.WARNING);
    assertThat(
            severity(
                (m, step) ->
                    m.failing(new ChangeReason.PeerUp("b"), Reason.said("HTTP 500"), step)))
        .isEqualTo(Severity.WARNING);
    assertThat(Severity.of("a kind that nobody thought of")).isEqualTo(Severity.WARNING);
  }

  @Test
  void whatIsOverOrPlannedIsInfo() {
    assertThat(severity((m, step) -> m.up(new ChangeReason.PeerUp("b"), step)))
        .isEqualTo(Severity.INFO);
    assertThat(
            severity(
                (m, step) ->
                    m.changed(
                        new DesiredRecord("b", new ChangeReason.Failback("b"), now),
                        null,
                        Duration.ZERO,
                        Duration.ZERO,
                        step)))
        .isEqualTo(Severity.INFO);
    assertThat(
            severity(
                (m, step) -> m.closed(AlertKind.RECORD_LOST, "", Values.of("value", "a"), step)))
        .isEqualTo(Severity.INFO);
    assertThat(
            severity((m, step) -> m.closed(AlertKind.NO_ELIGIBLE_SERVER, "b", Values.NONE, step)))
        .isEqualTo(Severity.INFO);
    assertThat(severity((m, step) -> m.pathBack("b", step))).isEqualTo(Severity.INFO);
    assertThat(
            severity(
                (m, step) ->
                    m.closed(
                        AlertKind.HELD_BACK, "", Values.of("visible", 2).and("servers", 3), step)))
        .isEqualTo(Severity.INFO);
    assertThat(severity((m, step) -> m.closed(AlertKind.CONFIG_DIFFERS, "b", Values.NONE, step)))
        .isEqualTo(Severity.INFO);
    assertThat(severity((m, step) -> m.closed(AlertKind.NO_LINK, "b", Values.NONE, step)))
        .isEqualTo(Severity.INFO);
    assertThat(severity((m, step) -> m.restored("a", step))).isEqualTo(Severity.INFO);
  }

  private Severity severity(BiConsumer<Notifications, DecisionStep> sends) {
    DecisionStep step = new DecisionStep(new Moment(0));
    sends.accept(notifications, step);
    return ((Action.Notify) step.actions().get(0)).severity();
  }
}
