// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * In which order messages may be delivered, by the names of their files: of each subject ({@link
 * OutboxSubject}) the oldest alone. Subjects with a critical message come first, and its elder ones
 * with it; else those that have waited longest.
 */
final class DeliveryOrder {
  private DeliveryOrder() {}

  /**
   * The oldest message of a subject.
   *
   * @param critical the critical ones of that subject, itself among them if it is one
   */
  record Head(String file, List<String> critical) {}

  /**
   * The messages that may be the next.
   *
   * @param names of all that wait
   * @param alone true of one that holds up no other of its subject
   */
  static List<Head> heads(Collection<String> names, Predicate<String> alone) {
    Map<String, Head> bySubject = new LinkedHashMap<>();
    names.stream()
        .sorted(Comparator.comparing(OutboxFileName::age))
        .forEach(
            name -> {
              String subject = alone.test(name) ? "" : OutboxFileName.subject(name);
              String key = subject.isEmpty() ? name : "-" + subject;
              Head head = bySubject.computeIfAbsent(key, any -> new Head(name, new ArrayList<>()));
              if (OutboxFileName.isCritical(name)) {
                head.critical().add(name);
              }
            });
    List<Head> heads = new ArrayList<>(bySubject.values());
    heads.sort(Comparator.comparing(head -> head.critical().isEmpty())); // Stable: else by age.
    return heads;
  }
}
