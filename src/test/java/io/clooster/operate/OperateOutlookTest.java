// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.clooster.failover.Status;
import io.clooster.link.RoundTrips;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How it stands, by what one server of two knows. */
class OperateOutlookTest {
  private static final Status.RecordStatus READ =
      new Status.RecordStatus("a", null, false, null, null);

  private static Status.Peer peer(String state, Boolean eligible) {
    return peer(state, eligible, false, false);
  }

  private static Status.Peer linked(boolean eligible, boolean drained, boolean observes) {
    return peer("connected", eligible, drained, observes);
  }

  private static Status.Peer peer(
      String state, Boolean eligible, boolean drained, boolean observes) {
    Duration heard = state.equals("connected") ? Duration.ofSeconds(1) : null;
    return new Status.Peer(
        "a", state, heard, null, eligible, drained, observes, "a", List.of("b"), 7, 0, 0, "");
  }

  private static Status status(boolean healthy, Status.Peer peer, Status.RecordStatus record) {
    return status(healthy, false, "standby", peer, record);
  }

  private static Status status(
      boolean healthy, boolean drained, String is, Status.Peer peer, Status.RecordStatus record) {
    Status.Role role = new Status.Role(is, "a", null, null);
    Status.Claim claim = new Status.Claim("listed", 7, "a", false, false, 0);
    return new Status(
        2, "b", healthy, drained, null, null, List.of(peer), role, claim, record, List.of());
  }

  @Test
  void allIsWellWhereTheHolderIsLinkedAndWeCouldTakeItsPlace() {
    Outlook outlook = Outlook.of(status(true, peer("connected", true), READ));

    assertThat(outlook.word()).isEqualTo("ok");
    assertThat(outlook.because()).isEmpty();
  }

  @Test
  void aStandbyWhoseChecksFailIsMissingForTheNextFailover() {
    Outlook outlook = Outlook.of(status(false, peer("connected", true), READ));

    assertThat(outlook.word()).isEqualTo("degraded");
    assertThat(outlook.because()).containsExactly("the own checks of this server fail");
  }

  @Test
  void aDeadHolderIsDown() {
    Outlook outlook = Outlook.of(status(true, peer("dead", null), READ));

    assertThat(outlook.word()).isEqualTo("down");
    assertThat(outlook.because()).containsExactly("a holds the record, and is dead");
  }

  @Test
  void whileTheListIsChangedItIsSaidWhoHasWhichAndWhomNoRecordGoesTo() {
    Status.Peer peer = peer("connected", true);
    Status.Lists lists = new Status.Lists(2, Map.of("c", 1L, "a", 1L), Set.of("b", "a"));
    Status status = changing(status(true, peer, READ), lists);
    Outlook outlook = Outlook.of(status);

    assertThat(outlook.because())
        .containsExactly(
            "the list of servers is being changed: version 2 here, 1 at a, 1 at c; until it is the"
                + " same everywhere, no record goes to a, b");
    assertThat(outlook.couldTakeOver(peer)).isFalse();
    assertThat(HealthView.isReady(status)).isFalse();
    assertThat(HealthView.isReady(changing(status, new Status.Lists(2, Map.of(), Set.of()))))
        .isTrue();
  }

  private static Status changing(Status status, Status.Lists lists) {
    return new Status(
        status.protocol(),
        status.server(),
        status.healthy(),
        status.drained(),
        status.drainedFor(),
        status.hold(),
        status.peers(),
        status.role(),
        status.claim(),
        status.record(),
        status.alerts(),
        lists,
        null);
  }

  @Test
  void whereOneOnlyObservesItIsMissingForTheNextFailover() {
    Status.Peer observer = linked(true, false, true);
    Outlook standbySees = Outlook.of(status(true, observer, READ));

    assertThat(standbySees.word()).isEqualTo("degraded");
    assertThat(standbySees.because()).containsExactly("a only observes, and takes no record");
    assertThat(standbySees.couldTakeOver(observer)).isFalse();

    Status acts = status(true, peer("connected", true), READ);
    Status observes = status(true, false, Status.OBSERVING, peer("connected", true), READ);

    assertThat(Outlook.of(observes).because())
        .containsExactly("this server only observes, and moves nothing: \"mode\" is \"observe\"");
    assertThat(HealthView.isReady(acts)).isTrue();
    assertThat(HealthView.isReady(observes)).isFalse();
    assertThat(new StatusView("2.0.0", "run", "www.test", new RoundTrips()).of(observes))
        .containsEntry("mode", "observe")
        .extractingByKey("self", MAP)
        .containsEntry("eligible", false);
  }

  @Test
  void aHolderThatIsIllIsDown() {
    assertThat(Outlook.of(status(true, peer("connected", false), READ)).word()).isEqualTo("down");
  }

  @Test
  void aDrainedServerIsMissingForTheNextFailoverAndNothingElseIsWrong() {
    Status.Peer peer = linked(false, true, false);
    Outlook standbySees = Outlook.of(status(true, peer, READ));
    assertThat(standbySees.word()).isEqualTo("degraded");
    assertThat(standbySees.because()).containsExactly("a is drained");
    assertThat(standbySees.couldTakeOver(peer)).isFalse();

    Status drained = status(true, true, "standby", peer("connected", true), READ);
    assertThat(Outlook.of(drained).because())
        .containsExactly("this server is drained: clooster resume puts it into service again");
    assertThat(HealthView.isReady(drained)).isFalse();
  }

  @Test
  void aHolderOutOfSightIsNotDownAsLongAsItsClaimIsThere() {
    Outlook outlook = Outlook.of(status(true, peer("partitioned", null), READ));

    assertThat(outlook.word()).isEqualTo("degraded");
    assertThat(outlook.because()).containsExactly("a is partitioned");
  }

  @Test
  void aServerThatWasStoppedIsNotCalledDead() {
    Outlook outlook = Outlook.of(told(heldByUs("stopped", "connection refused")));

    assertThat(outlook.word()).isEqualTo("degraded");
    assertThat(outlook.because()).containsExactly("a is stopped, as it had said");
  }

  @Test
  void whatAPeersStateSaysIsNotSaidAgainByTheAlertOfIt() {
    Outlook outlook =
        Outlook.of(
            told(
                heldByUs("disconnected", "connection refused"),
                new Status.Alert("no-link", "a"),
                new Status.Alert("record-lost", ""),
                new Status.Alert("held-back", "")));

    assertThat(outlook.because())
        .containsExactly(
            "a is disconnected: connection refused",
            "told and not over: record-lost",
            "told and not over: held-back");
  }

  @Test
  void anotherConfigurationIsNotSaidAgainWhoeverOfTheTwoHasSeenIt() {
    String hint =
        "connected to 127.0.0.2:2000, but: the configurations differ: servers only here: c";
    Outlook outlook =
        Outlook.of(told(heldByUs("disconnected", hint), new Status.Alert("config-differs", "a")));

    assertThat(outlook.because()).containsExactly("a is disconnected: " + hint);
  }

  @Test
  void aHolderThatTheListLacksIsNotKnownToWork() {
    Status.Role role = new Status.Role("standby", "c", null, null);
    Status.Claim claim = new Status.Claim("listed", 7, "c", false, false, 0);
    Status.Alert alert = new Status.Alert("claim-foreign", "c");
    Status.Peer other = peer("connected", true);
    Status status =
        new Status(
            2, "b", true, false, null, null, List.of(other), role, claim, READ, List.of(alert));

    assertThat(Outlook.of(status).word()).isEqualTo("down");
    assertThat(Outlook.of(status).because())
        .containsExactly(
            "c holds the record, and is not on the list of servers here: whether it works can't be"
                + " told, and nothing is taken from it");
  }

  private static Status.Peer heldByUs(String state, String hint) {
    return new Status.Peer(
        "a", state, null, null, null, false, false, null, List.of(), 7, 0, 0, hint);
  }

  private static Status told(Status.Peer peer, Status.Alert... alerts) {
    Status.Role role = new Status.Role("active", "b", null, null);
    Status.Claim claim = new Status.Claim("listed", 7, "b", false, false, 0);
    return new Status(
        2, "b", true, false, null, null, List.of(peer), role, claim, READ, List.of(alerts));
  }

  @Test
  void aRecordThatWasNeverReadIsDown() {
    Status.RecordStatus unread =
        new Status.RecordStatus(null, null, false, "HTTP 403", Duration.ofSeconds(9));

    Outlook outlook = Outlook.of(status(true, peer("connected", true), unread));
    assertThat(outlook.word()).isEqualTo("down");
    assertThat(outlook.because()).containsExactly("the record can't be read: HTTP 403");
  }

  @Test
  void aProviderThatFailsIsMissingForTheNextFailover() {
    Status.RecordStatus failing =
        new Status.RecordStatus("a", null, false, "HTTP 500", Duration.ofSeconds(9));

    Outlook outlook = Outlook.of(status(true, peer("connected", true), failing));
    assertThat(outlook.word()).isEqualTo("degraded");
    assertThat(outlook.because()).containsExactly("the DNS provider: HTTP 500");
  }
}
