// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One server tells one story of a death: not that nothing had to move, and that the record was
 * moved.
 */
final class DeathRules {
  /** What says of a server that it is not there any more. */
  private static final Set<String> DEATHS = Set.of("peer-down", "peer-stopped");

  private static final long ONE_DEATH = 10 * Clock.SECOND;

  /** What is told may go by a look that took so long, and that an edit since is not in. */
  private static final long LOOK = 10 * Clock.SECOND;

  private final List<Said> said = new ArrayList<>();

  /** When each server last changed the record, by its name. */
  private final Map<String, Long> changes = new HashMap<>();

  private record Said(
      String run, String subject, String title, boolean moved, int ended, long at) {}

  /** This server changed the record: what the others told of it before is no longer so. */
  void changed(String server, long now) {
    changes.put(server, now);
  }

  private boolean changedByAnother(String run, long since) {
    return changes.entrySet().stream()
        .anyMatch(change -> change.getValue() >= since && !run.startsWith(change.getKey() + "-"));
  }

  /**
   * A message was written at {@code now}.
   *
   * @param subject the server that it names; null where it names none. Each of its runs dies anew;
   *     while one lasts, each loss of it is another story
   * @param edited when somebody edited anything last
   */
  void told(SimulatedMessage letter, @Nullable Machine subject, long edited, long now) {
    if (!DEATHS.contains(letter.kind())) {
      // It was heard of meanwhile.
      said.removeIf(
          other -> other.run().equals(letter.run()) && other.subject().equals(letter.subject()));
    }
    boolean moved = letter.text().contains("has been changed to");
    boolean unmoved = letter.text().startsWith("No record change is necessary");
    boolean runs = subject != null && subject.daemon() != null;
    if (!DEATHS.contains(letter.kind()) || runs || !(moved || unmoved)) {
      return;
    }
    int ended = subject == null ? 0 : subject.runs();
    for (Said other : said) {
      if (other.run().equals(letter.run())
          && other.title().equals(letter.title())
          && other.ended() == ended
          && other.moved() != moved
          && edited < other.at() - LOOK
          && !changedByAnother(other.run(), other.at())
          && now - other.at() < ONE_DEATH) {
        throw new Violation(
            "one story of each death",
            letter.run()
                + " tells of one death that the record moved, and that it did not: "
                + letter.title());
      }
    }
    said.add(new Said(letter.run(), letter.subject(), letter.title(), moved, ended, now));
  }
}
