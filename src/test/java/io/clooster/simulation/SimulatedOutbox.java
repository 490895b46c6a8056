// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages on a server's disk that are not delivered yet, oldest first, and those that are to
 * be told when a write shows; they outlive its process.
 */
final class SimulatedOutbox {
  private final Deque<SimulatedMessage> letters = new ArrayDeque<>();
  private final Map<String, Intention> intentions = new LinkedHashMap<>();

  /** A message that waits for the write that it is about. */
  record Intention(SimulatedMessage letter, long epoch, String value) {}

  /** In the place of what was intended by this id, in one step. */
  void add(SimulatedMessage letter) {
    intentions.remove(letter.id());
    letters.add(letter);
  }

  void intend(Intention intention) {
    intentions.put(intention.letter().id(), intention);
  }

  /** Returns the message, null when there is none. */
  @Nullable SimulatedMessage drop(String id) {
    Intention dropped = intentions.remove(id);
    return dropped == null ? null : dropped.letter();
  }

  List<Intention> intentions() {
    return List.copyOf(intentions.values());
  }

  Deque<SimulatedMessage> letters() {
    return letters;
  }
}
