// SPDX-License-Identifier: Apache-2.0
package io.clooster.incident;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long incidents took, by their kind, from the last that was heard of the server, or the first
 * sign, on: until the record was written, and until somebody was told.
 */
public final class IncidentTimes {
  private final Map<String, List<Duration>> written = new TreeMap<>();
  private final Map<String, List<Duration>> told = new TreeMap<>();

  /** No server dies so often in one run; the first ones are enough. */
  private static final int MOST = 10_000;

  void add(Incident incident) {
    add(incident, Step.WRITTEN, written);
    add(incident, Step.TOLD, told);
  }

  private static void add(Incident incident, Step step, Map<String, List<Duration>> to) {
    Duration time = incident.until(step);
    List<Duration> known = to.computeIfAbsent(incident.kind(), kind -> new ArrayList<>());
    if (time != null && known.size() < MOST) {
      known.add(time);
    }
  }

  IncidentTimes copy() {
    IncidentTimes copy = new IncidentTimes();
    written.forEach((kind, times) -> copy.written.put(kind, new ArrayList<>(times)));
    told.forEach((kind, times) -> copy.told.put(kind, new ArrayList<>(times)));
    return copy;
  }

  /** Until the provider had accepted the change, by kind. */
  public Map<String, List<Duration>> written() {
    return written;
  }

  /** Until a notifier had taken the message, by kind. */
  public Map<String, List<Duration>> told() {
    return told;
  }
}
