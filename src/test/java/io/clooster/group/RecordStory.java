// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.process.Note;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What happened to a record, wherever it is: its values, one after the other, its claim, and the
 * messages. Each test ends with {@link #ends}.
 */
abstract class RecordStory {
  static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Longer than a server of the second rank waits before it acts, too. */
  private static final Duration QUIET = Duration.ofSeconds(7);

  /** The values of the record, from the one before the test on. */
  abstract List<String> values();

  /** How often a server tried to change the record, or did where no more is known. */
  abstract long writes();

  /** Who holds the record by its claim; empty if there is none. */
  abstract String claimant();

  /** What the record holds. */
  abstract String holds();

  /** What the administrator has read so far. */
  abstract List<Note> notes();

  /** Waits until the claim says that this server holds the record. */
  void awaitClaimOf(int server) {
    await("the claim of " + ServerProcesses.name(server))
        .atMost(PATIENCE)
        .until(() -> claimant().equals(ServerProcesses.name(server)));
  }

  /** Waits until the record has had so many values. */
  void awaitValues(int count) {
    await(count + " values").atMost(PATIENCE).until(() -> values().size() >= count);
  }

  /** Waits until the record points at this server. */
  void awaitRecord(int server) {
    await("the record to point at " + ServerProcesses.name(server))
        .atMost(PATIENCE)
        .until(() -> holds().equals(ServerProcesses.name(server)));
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
    var names = servers.stream().map(ServerProcesses::name).toList();
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
}
