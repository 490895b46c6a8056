// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.process.Note;
import io.clooster.sandbox.ApiCall;
import io.clooster.sandbox.ClaimWrite;
import io.clooster.sandbox.RecordWrite;
import io.clooster.sandbox.Sandbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What the APIs saw: the values of the record, one after the other, the calls that changed it, and
 * the messages. Each test ends with {@link #ends}.
 */
final class GroupProcessStory {
  /** Longer than a server of the second rank waits before it acts, too. */
  private static final Duration QUIET = Duration.ofSeconds(7);

  /** More than a keep-alive: what a server knows is with the others. */
  private static final Duration TOLD = Duration.ofSeconds(2);

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Sandbox sandbox;
  private final String record;
  private boolean twoFirstClaims;

  GroupProcessStory(Sandbox sandbox, String record) {
    this.sandbox = sandbox;
    this.record = record;
  }

  /** The values of the record, from the one before the test on. */
  List<String> values() {
    return sandbox.cloudflare().writes(record).stream()
        .map(RecordWrite::content)
        .map(content -> content.orElse("(deleted)"))
        .toList();
  }

  /** How often a server called the API to change the record, successfully or not. */
  long writes() {
    return sandbox.cloudflare().calls().stream().filter(GroupProcessStory::moves).count();
  }

  /** A renewal of the claim changes no record. */
  private static boolean moves(ApiCall call) {
    return call.isWrite()
        && (!call.path().endsWith("/batch") || call.body().contains("\"patches\":[{"));
  }

  /** The claims that were written, by servers and by hand. */
  List<ClaimWrite> claims() {
    return sandbox.cloudflare().claims(record);
  }

  /** Waits until the claim says that this server holds the record. */
  void awaitClaimOf(int server) {
    await("the claim of " + ServerGroup.name(server))
        .atMost(PATIENCE)
        .until(
            () -> !claims().isEmpty() && last(claims()).holder().equals(ServerGroup.name(server)));
  }

  /** Waits until so many claims were written. */
  void awaitClaims(int count) {
    await(count + " claims").atMost(PATIENCE).until(() -> claims().size() >= count);
  }

  /** Where there was none, two servers may have made one at once, of the same epoch. */
  void mayHaveTwoFirstClaims() {
    twoFirstClaims = true;
  }

  /**
   * Waits until the holder, which misses a server, has renewed its claim once more, and the others
   * know: one that dies between the two looks alive for as long as it has promised.
   */
  void awaitRenewal() {
    awaitClaims(claims().size() + 1);
    ServerGroup.pass(TOLD);
  }

  /**
   * What must be true whatever happened: of an epoch there is one claim, each follows a lower one,
   * and a server's change of the record is one with the claim that gives it to whom it points at.
   */
  void checkClaims() {
    List<ClaimWrite> claims =
        claims().stream().filter(claim -> claim.by() == RecordWrite.By.API).toList();
    if (claims.isEmpty()) {
      return;
    }
    List<Long> epochs = claims.stream().map(claim -> claim.epoch().orElseThrow()).toList();
    int first = twoFirstClaims && epochs.lastIndexOf(epochs.get(0)) == 1 ? 1 : 0;
    assertThat(epochs.subList(first, epochs.size()))
        .as("epochs of the claim")
        .isSorted()
        .doesNotHaveDuplicates();
    Map<Long, String> holders =
        claims.stream().collect(Collectors.toMap(ClaimWrite::nanos, ClaimWrite::holder));
    for (RecordWrite write : written()) {
      assertThat(holders)
          .as("the claim that moved the record at %s", write.at())
          .containsEntry(write.nanos(), write.content().orElseThrow());
    }
    assertThat(sandbox.cloudflare().claimsNow(record)).as("claims that stand").hasSize(1);
  }

  /** The servers' own writes of the record. */
  List<RecordWrite> written() {
    return sandbox.cloudflare().writes(record).stream()
        .filter(write -> write.by() == RecordWrite.By.API)
        .toList();
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }

  /** What the administrator has read so far. */
  List<Note> notes() {
    return sandbox.pushbullet().pushes().stream().map(Note::of).toList();
  }

  /** Waits until the record has had so many values. */
  void awaitValues(int count) {
    await(count + " values").atMost(PATIENCE).until(() -> values().size() >= count);
  }

  /** Waits until the record points at this server. */
  void awaitRecord(int server) {
    await("the record to point at " + ServerGroup.name(server))
        .atMost(PATIENCE)
        .until(() -> holds().equals(ServerGroup.name(server)));
  }

  /** Waits for so many messages, and returns all that came. */
  List<Note> awaitNotes(int count) {
    await(count + " messages").atMost(PATIENCE).until(() -> notes().size() >= count);
    return notes();
  }

  /**
   * The record has pointed at these servers, one after the other and at the last one for good; each
   * change was one call; the administrator was told this, in this order, and nothing else.
   */
  void ends(List<Integer> servers, Note... told) {
    checkRecord(servers, told.length);
    assertThat(notes()).as("messages").containsExactly(told);
  }

  /** The same where several servers tell, each when it knows. */
  void endsInAnyOrder(List<Integer> servers, Note... told) {
    checkRecord(servers, told.length);
    assertThat(notes()).as("messages").containsExactlyInAnyOrder(told);
  }

  private void checkRecord(List<Integer> servers, int notes) {
    var names = servers.stream().map(ServerGroup::name).toList();
    settles(names.size(), notes);
    assertThat(values()).as("values of the record").isEqualTo(names);
    assertThat(holds()).as("what the record holds").isEqualTo(names.get(names.size() - 1));
    assertThat(writes()).as("calls that change").isEqualTo(names.size() - 1L);
  }

  /** Waits until for some time nobody has written or told anything. */
  void settles() {
    await("quiet").atMost(PATIENCE).until(new Quiet()::lasts);
  }

  /** Waits until so much has happened, and then for some time nothing more. */
  private void settles(int values, int notes) {
    try {
      await().atMost(PATIENCE).until(() -> values().size() >= values && notes().size() >= notes);
      settles();
    } catch (ConditionTimeoutException e) {
      // What is missing or too much is told better by what is asserted next.
    }
  }

  /** Time since the last change. */
  private final class Quiet {
    private List<String> values = List.of();
    private List<Note> notes = List.of();
    private long since;

    boolean lasts() {
      if (!values.equals(values()) || !notes.equals(notes())) {
        values = values();
        notes = notes();
        since = System.nanoTime();
      }
      return System.nanoTime() - since >= QUIET.toNanos();
    }
  }

  /** What the record holds. */
  String holds() {
    return sandbox.cloudflare().content(record, "CNAME");
  }

  @Override
  public String toString() {
    var text = new StringBuilder("--- calls\n");
    for (ApiCall call : sandbox.calls()) {
      text.append(
          "%s %s %s %s %d %s%n"
              .formatted(
                  call.at(), call.api(), call.method(), call.path(), call.status(), call.body()));
    }
    text.append("--- record\n").append(String.join(" > ", values())).append('\n');
    text.append("--- messages\n");
    notes().forEach(note -> text.append(note).append('\n'));
    return text.toString();
  }
}
