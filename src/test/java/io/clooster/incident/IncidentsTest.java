// SPDX-License-Identifier: Apache-2.0
package io.clooster.incident;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.Event;
import io.clooster.failover.Moment;
import io.clooster.failover.Reason;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.Report;
import io.clooster.failover.Severity;
import io.clooster.failover.Values;
import io.clooster.message.Messages;
import io.clooster.message.Texts;
import io.clooster.testing.Logged;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes an incident, what is known of it, and what a disk may do to the list. */
class IncidentsTest {
  private static final Instant START = Instant.parse("2026-12-02T03:04:05Z");

  private final Logged log = Logged.by("clooster");
  private final Disk disk = new Disk();
  private final Wall wall = new Wall();
  private Incidents incidents = made();

  @AfterEach
  void close() {
    log.close();
  }

  private Incidents made() {
    return new Incidents(
        "srv2",
        List.of("srv1", "srv2", "srv3"),
        new Messages(Texts.shipped(), "srv2", "www.example.com", this::at),
        this::at,
        disk,
        wall);
  }

  private Instant at(Moment moment) {
    return START.plusNanos(moment.nanos());
  }

  private static Moment moment(double seconds) {
    return new Moment((long) (seconds * 1e9));
  }

  private void after(double seconds, Action... actions) {
    wall.now = at(moment(seconds));
    incidents.decided(List.of(actions));
  }

  private void reports(double seconds, String holder, long epoch, String... told) {
    wall.now = at(moment(seconds));
    incidents.happened(
        List.of(
            new Event.Reported(
                1, new Report(1, true, Set.of("srv2"), holder, epoch, "", "", List.of(told)))));
  }

  private static Action.Log log(String kind, Values values) {
    return new Action.Log(false, kind, values);
  }

  private static Action.Notify down(String id, String variant, Values values) {
    return new Action.Notify(id, "peer-down", variant, Severity.CRITICAL, "srv1", "srv1-7", values);
  }

  private static Values closed() {
    return Values.of("reason", Reason.NOBODY_LISTENS)
        .and("heard", moment(0.2))
        .and("value", "srv2");
  }

  private static Action.WriteRecord write() {
    RecordSnapshot snapshot =
        new RecordSnapshot("srv1", new Claim(7, "srv1", Duration.ofSeconds(60)), "");
    return new Action.WriteRecord(
        1, snapshot, "srv2", new Claim(8, "srv2", Duration.ofSeconds(60)));
  }

  private void takesOver() {
    after(1, log("peer-suspect", Values.of("peer", "srv1")));
    after(
        2,
        log("peer-down", Values.of("peer", "srv1")),
        log("record-wanted", Values.of("value", "srv2")));
    after(2.1, new Action.Intend(8, "srv2", down("run-1", "moved", closed())), write());
    after(2.2, log("claim-settled", Values.of("claim", "srv2").and("epoch", 8L)));
    after(2.3, down("run-1", "moved", closed().and("after", Duration.ofMillis(1300))));
    after(
        4,
        log(
            "record-moved.verified",
            Values.of("suspected", moment(1))
                .and("decided", Duration.ofMillis(1000))
                .and("written", Duration.ofMillis(1200))
                .and("verified", Duration.ofMillis(3000))
                .and("asked", 2)
                .and("resolvers", Duration.ofMinutes(5))));
    wall.now = at(moment(5));
    incidents.delivered("run-1");
  }

  /** By whose claim of epoch 7 the record was, and whose place {@code by} has taken. */
  private static void isTheDeathOfSrv1(Incident incident, String by) {
    assertThat(incident.id()).isEqualTo("srv1-7");
    assertThat(incident.by()).isEqualTo(by);
    assertThat(incident.from()).isEqualTo("srv1");
    assertThat(incident.to()).isEqualTo(by);
  }

  @Test
  void aTakeOverIsOneIncidentWithAllItsMoments() {
    takesOver();

    assertThat(incidents.last())
        .singleElement()
        .satisfies(
            incident -> {
              assertThat(incident.kind()).isEqualTo("peer-down");
              assertThat(incident.outcome()).isEqualTo("moved");
              isTheDeathOfSrv1(incident, "srv2");
              assertThat(incident.title()).contains("srv1");
              assertThat(incident.asked()).isEqualTo(2);
              assertThat(incident.moments())
                  .containsEntry(Step.HEARD, at(moment(0.2)))
                  .containsEntry(Step.SUSPECTED, at(moment(1)))
                  .containsEntry(Step.DECIDED, at(moment(2)))
                  .containsEntry(Step.WRITTEN, at(moment(2.2)))
                  .containsEntry(Step.SHOWN, at(moment(2.3)))
                  .containsEntry(Step.VERIFIED, at(moment(4)))
                  .containsEntry(Step.TOLD, at(moment(5)));
            });
    assertThat(incidents.times().written().get("peer-down")).containsExactly(Duration.ofSeconds(2));
    assertThat(incidents.times().told().get("peer-down")).containsExactly(Duration.ofMillis(4800));
  }

  /** The provider was away, and its first answer shows all at once that the server died. */
  @Test
  void aTakeOverInOneStepIsOneIncidentOfItsHolderToo() {
    after(
        60,
        new Action.Intend(8, "srv2", down("run-1", "moved", closed())),
        write(),
        log("peer-down", Values.of("peer", "srv1")),
        log("record-wanted", Values.of("value", "srv2")));
    after(60.1, log("claim-settled", Values.of("claim", "srv2").and("epoch", 8L)));
    after(60.2, down("run-1", "moved", closed()));

    assertThat(incidents.last())
        .singleElement()
        .satisfies(
            incident -> {
              isTheDeathOfSrv1(incident, "srv2");
              assertThat(incident.moments())
                  .containsEntry(Step.DECIDED, at(moment(60)))
                  .containsEntry(Step.WRITTEN, at(moment(60.1)))
                  .containsEntry(Step.SHOWN, at(moment(60.2)));
            });
  }

  @Test
  void aClaimThatNamesUsAlreadyHidesNotWhoHeldTheRecord() {
    RecordSnapshot ours =
        new RecordSnapshot("srv1", new Claim(8, "srv2", Duration.ofSeconds(60)), "");
    after(2, log("record-wanted", Values.of("value", "srv2")));
    after(
        2.1,
        new Action.Intend(9, "srv2", down("run-1", "moved", closed())),
        new Action.WriteRecord(1, ours, "srv2", new Claim(9, "srv2", Duration.ofSeconds(60))));
    after(2.3, down("run-1", "moved", closed()));

    assertThat(incidents.last())
        .singleElement()
        .extracting(Incident::from, Incident::to)
        .containsExactly("srv1", "srv2");
  }

  @Test
  void aMoveThatAnotherServerMadeIsKnownByTheHeartbeats() {
    reports(0, "srv1", 7);
    after(1, log("peer-suspect", Values.of("peer", "srv1")));
    after(2, log("peer-down", Values.of("peer", "srv1")));
    reports(3, "srv3", 8);
    reports(5, "srv3", 8, "srv1-7");
    reports(9, "srv3", 8, "srv1-7");

    assertThat(incidents.last())
        .singleElement()
        .satisfies(
            incident -> {
              isTheDeathOfSrv1(incident, "srv3");
              assertThat(incident.moments())
                  .containsEntry(Step.SUSPECTED, at(moment(1)))
                  .containsEntry(Step.DECIDED, at(moment(2)))
                  .containsEntry(Step.SHOWN, at(moment(3)))
                  .containsEntry(Step.TOLD, at(moment(5)));
            });
  }

  @Test
  void whoMovesItBeforeWeHoldItsHolderToBeDeadTellsOfTheSameDeath() {
    reports(0, "srv1", 7);
    after(1, log("peer-suspect", Values.of("peer", "srv1")));
    reports(1.8, "srv3", 8);
    reports(1.9, "srv3", 8, "srv1-7");
    after(2, log("peer-down", Values.of("peer", "srv1")));
    reports(5, "srv3", 8, "srv1-7");

    assertThat(incidents.last())
        .singleElement()
        .satisfies(
            incident -> {
              assertThat(incident.kind()).isEqualTo("peer-down");
              assertThat(incident.outcome()).isEqualTo("moved");
              isTheDeathOfSrv1(incident, "srv3");
              assertThat(incident.moments())
                  .containsEntry(Step.SUSPECTED, at(moment(1)))
                  .containsEntry(Step.SHOWN, at(moment(1.8)))
                  .containsEntry(Step.DECIDED, at(moment(2)))
                  .containsEntry(Step.TOLD, at(moment(1.9)));
            });
  }

  @Test
  void aMoveBeforeTheFirstSignOfADeathIsAnotherStory() {
    reports(0, "srv1", 7);
    reports(3, "srv3", 8);
    after(10, log("peer-suspect", Values.of("peer", "srv1")));
    after(11, log("peer-down", Values.of("peer", "srv1")));

    assertThat(incidents.last()).extracting(Incident::kind).containsExactly("peer-down", "moved");
  }

  @Test
  void aMoveWithoutADeathIsKnownAsOne() {
    reports(0, "srv1", 7);
    reports(3, "srv3", 8);

    assertThat(incidents.last())
        .singleElement()
        .extracting(Incident::kind, Incident::from, Incident::to)
        .containsExactly("moved", "srv1", "srv3");
  }

  @Test
  void oneThatReturnsLearnsOfTheMoveThatItsOwnDeathCaused() {
    incidents.load();
    reports(0, "srv2", 7);
    assertThat(incidents.isUnstored()).isTrue();
    incidents.store();

    incidents = made();
    incidents.load();
    reports(600, "srv3", 9, "srv2-7");
    reports(601, "srv3", 10, "srv2-7");

    assertThat(incidents.last())
        .singleElement()
        .extracting(Incident::id, Incident::kind, Incident::from, Incident::to, Incident::by)
        .containsExactly("srv2-7", "peer-missed", "srv2", "srv3", "");
    assertThat(IncidentWords.of("peer-missed", "srv2")).endsWith("had been missed before");
  }

  @Test
  void aHolderKnowsThatByItsOwnHeartbeats() {
    incidents.load();
    Report ours = new Report(1, true, Set.of("srv1"), "srv2", 7, "", "", List.of());
    after(0, new Action.SendReport(1, ours));
    assertThat(incidents.isUnstored()).isTrue();
    incidents.store();

    incidents = made();
    incidents.load();
    reports(600, "srv3", 9);

    assertThat(incidents.last())
        .singleElement()
        .extracting(Incident::kind, Incident::from, Incident::to)
        .containsExactly("moved-unseen", "srv2", "srv3");
  }

  @Test
  void oneThatReturnsLearnsOfTheMoveThoughItsDiskIsLate() {
    incidents.load();
    reports(0, "srv2", 7);
    incidents.store();

    incidents = made();
    reports(600, "srv3", 9);
    incidents.load();

    assertThat(incidents.last())
        .singleElement()
        .extracting(Incident::id, Incident::kind, Incident::from, Incident::to)
        .containsExactly("moved-9", "moved-unseen", "srv2", "srv3");
  }

  @Test
  void aRestartWithoutAMoveIsNoIncident() {
    incidents.load();
    reports(0, "srv2", 7);
    incidents.store();

    incidents = made();
    incidents.load();
    reports(20, "srv2", 9);
    reports(30, "srv3", 10);

    assertThat(incidents.last()).singleElement().extracting(Incident::kind).isEqualTo("moved");
  }

  @Test
  void whatAnotherServerToldOfAServerIsKnownThoughItWasNotSeen() {
    reports(5, "srv3", 8, "srv1-7", "stranger-7");

    assertThat(incidents.last()).extracting(Incident::id).containsExactly("srv1-7");
  }

  @Test
  void ourOwnMoveIsNotTakenForAnotherServers() {
    reports(0, "srv1", 7);
    takesOver();
    reports(6, "srv2", 8, "srv1-7");
    reports(7, "srv2", 9, "srv1-7");

    assertThat(incidents.last()).hasSize(1);
  }

  @Test
  void aRenewalOfTheClaimIsNoIncident() {
    reports(0, "srv1", 7);
    reports(3, "srv1", 8);
    after(1, write());

    assertThat(incidents.last()).isEmpty();
  }

  @Test
  void onlyTheLastFiftyAreKept() {
    for (int i = 0; i < 60; i++) {
      after(
          i,
          log("peer-down", Values.of("peer", "srv1")),
          log("peer-up.connected", Values.of("peer", "srv1")));
    }

    assertThat(incidents.last()).hasSize(50);
  }

  @Test
  void theListOutlivesARestart() throws Exception {
    incidents.load();
    takesOver();
    assertThat(incidents.isUnstored()).isTrue();
    incidents.store();
    assertThat(incidents.isUnstored()).isFalse();
    List<Incident> before = incidents.last();

    incidents = made();
    incidents.load();

    assertThat(incidents.last()).isEqualTo(before);
    assertThat(new JsonMapper().valueToTree(incidents.view()).path("incidents")).hasSize(1);
  }

  @Test
  void aMessageThatAnEarlierRunWroteIsDeliveredToItsIncident() {
    incidents.load();
    after(2.1, new Action.Intend(8, "srv2", down("run-1", "moved", closed())), write());
    incidents.store();

    incidents = made();
    incidents.load();
    after(9, new Action.Release("run-1"));
    incidents.delivered("run-1");

    assertThat(incidents.last())
        .singleElement()
        .satisfies(
            incident -> {
              assertThat(incident.outcome()).isEqualTo("moved");
              assertThat(incident.moments()).containsEntry(Step.TOLD, at(moment(9)));
            });
  }

  @Test
  void aFileThatIsNotOursIsNamedAndCostsNothingElse() {
    for (String content :
        List.of(
            "",
            "no json",
            "[]",
            "{\"incidents\": 7}",
            "{\"incidents\": [7]}",
            "{\"incidents\": [{\"id\": \"a\", \"kind\": \"<script>\"}]}",
            "{\"incidents\": [{\"id\": \"a\", \"kind\": \"moved\", \"moments\": {\"told\": \"x\"}}]}",
            "{\"incidents\": [{\"id\": 7, \"kind\": \"moved\"}]}")) {
      disk.content = content.getBytes(UTF_8);
      incidents = made();

      incidents.load();

      assertThat(incidents.last()).isEmpty();
      assertThat(log.lines()).last().asString().contains("file=disk state=illegible");
    }
  }

  @Test
  void aDiskThatTakesNothingIsToldOnce() {
    incidents.load();
    disk.full = true;
    takesOver();

    incidents.store();
    incidents.store();

    assertThat(log.lines()).filteredOn(line -> line.contains("state=unstored")).hasSize(1);
    assertThat(incidents.isUnstored()).isTrue();
    assertThat(incidents.last()).hasSize(1);
  }

  @Test
  void aDiskThatHangsIsToldOnceAndIsNotAskedAgain() {
    incidents.load();
    takesOver();
    disk.during =
        () -> {
          assertThat(incidents.isUnstored()).isFalse();
          wall.now = wall.now.plusSeconds(20);
          assertThat(incidents.isUnstored()).isFalse();
          assertThat(incidents.isUnstored()).isFalse();
          assertThat(incidents.last()).hasSize(1);
        };

    incidents.store();

    assertThat(log.lines()).filteredOn(line -> line.contains("does not answer")).hasSize(1);
  }

  private static final class Disk implements IncidentStore {
    private byte[] content;
    private boolean full;
    private Runnable during = () -> {};

    @Override
    public byte[] read() throws IOException {
      if (content == null) {
        throw new NoSuchFileException("disk");
      }
      return content;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      during.run();
      if (full) {
        throw new IOException("No space left on device");
      }
      content = bytes;
    }

    @Override
    public String toString() {
      return "disk";
    }
  }

  private static final class Wall extends Clock {
    private Instant now = START;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
