// SPDX-License-Identifier: Apache-2.0
package io.clooster.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The last incidents, each under a number that stays while its name may still be learnt. */
final class IncidentList {
  /** The most that are kept. */
  static final int MOST = 50;

  private final NavigableMap<Long, Incident> byNumber = new TreeMap<>();
  private final Consumer<Incident> left;
  private long last;

  /** How often it was changed. */
  private long version;

  /** {@code left} hears of each that there is no room for any more. */
  IncidentList(Consumer<Incident> left) {
    this.left = left;
  }

  /** Another one; its number. */
  long add(Incident incident) {
    last++;
    byNumber.put(last, incident);
    version++;
    shorten();
    return last;
  }

  /** Those of an earlier run, the oldest first. */
  void addEarlier(List<Incident> earlier) {
    List<Incident> unknown =
        earlier.stream()
            .filter(each -> find(known -> known.id().equals(each.id())) == null)
            .toList();
    for (int i = 0; i < unknown.size(); i++) {
      byNumber.put((long) i - unknown.size(), unknown.get(i));
    }
    shorten();
  }

  private void shorten() {
    while (byNumber.size() > MOST) {
      left.accept(byNumber.pollFirstEntry().getValue());
    }
  }

  /** More is known of this one; nothing happens where it is not kept any more. */
  void change(long number, UnaryOperator<Incident> more) {
    Incident known = byNumber.get(number);
    if (known != null) {
      Incident changed = more.apply(known);
      if (!changed.equals(known)) {
        byNumber.put(number, changed);
        version++;
      }
    }
  }

  /** Takes this one out; null where it is not kept any more. */
  @Nullable Incident remove(long number) {
    version++;
    return byNumber.remove(number);
  }

  /** When what is known of this one was shown; null where that is not known. */
  @Nullable Instant shown(long number) {
    Incident known = byNumber.get(number);
    return known == null ? null : known.moments().get(Step.SHOWN);
  }

  /** What is stored beside them has changed. */
  void touch() {
    version++;
  }

  /** The number of the last one that is so; null for none. */
  @Nullable Long find(Predicate<Incident> which) {
    for (Long number : byNumber.descendingKeySet()) {
      if (which.test(byNumber.get(number))) {
        return number;
      }
    }
    return null;
  }

  /** All of them, the oldest first. */
  List<Incident> all() {
    return new ArrayList<>(byNumber.values());
  }

  long version() {
    return version;
  }
}
