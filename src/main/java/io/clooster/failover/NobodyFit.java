// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why none of the servers in sight may hold the record.
 *
 * @param check which of our own checks fails, and how; null where none does
 * @param unprepared how what we have to do before we take the record failed; null where it did not
 * @param drained those that their operator has taken out of service
 * @param unhealthy those whose own checks fail
 * @param observers those that are fit, and take nothing, as they observe
 * @param unlisted those that are fit, and take nothing, as not all that are in sight list them
 * @param held until then an operator wants nothing to be moved; null where that is not so
 */
public record NobodyFit(
    @Nullable String check,
    @Nullable String unprepared,
    List<String> drained,
    List<String> unhealthy,
    List<String> observers,
    List<String> unlisted,
    @Nullable Moment held) {
  public NobodyFit {
    drained = List.copyOf(drained);
    unhealthy = List.copyOf(unhealthy);
    observers = List.copyOf(observers);
    unlisted = List.copyOf(unlisted);
  }

  /** The kind of story: {@code otherwise}, unless an operator or a hook has a part in it. */
  String variant(String otherwise) {
    if (held != null) {
      return "held";
    } else if (!drained.isEmpty()) {
      return "drained";
    }
    if (!unlisted.isEmpty()) {
      return "unlisted";
    }
    return unprepared == null ? otherwise : "unprepared";
  }

  /** What there is to say. */
  Values values() {
    if (held != null) {
      return Values.of("until", held);
    }
    Values values =
        Values.of("check", check == null ? unprepared : check)
            .and("observers", observers.isEmpty() ? null : observers)
            .and("unlisted", unlisted.isEmpty() ? null : unlisted);
    if (drained.isEmpty()) {
      return values;
    }
    return values.and("drained", drained).and("unhealthy", unhealthy.isEmpty() ? null : unhealthy);
  }
}
