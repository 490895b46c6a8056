// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The deaths that are known to be told: a notifier took a message about them, from this server or,
 * by its report, from another one. Each server passes on what it knows, so that who takes over
 * knows what the dead one has told.
 */
public final class ToldIncidents {
  /** So long each is passed on: all that are linked have heard it by then. */
  static final Duration PASSED_ON = Duration.ofMinutes(2);

  /** So long it is known: longer than any other server passes on what it heard from us. */
  static final Duration KNOWN = Duration.ofMinutes(30);

  /** So much later than another one a server may notice the same death. */
  static final Duration NOTICED = Duration.ofSeconds(10);

  /** The most that are known. */
  static final int MOST = 64;

  /** By name, the first that was heard of first. */
  private final Map<String, Known> known = new LinkedHashMap<>();

  /**
   * One that was told.
   *
   * @param since when we heard so first
   * @param resolved its server was back since: whatever death of it there is now is another one
   */
  private record Known(Moment since, boolean resolved) {}

  /** A notifier took a message of ours about this one. */
  public void delivered(String incident, Moment now) {
    known.remove(incident);
    add(incident, now);
  }

  /** Another server says that these are told. */
  public void observe(List<String> told, Moment now) {
    for (String incident : told) {
      if (!known.containsKey(incident)) {
        add(incident, now);
      }
    }
  }

  private void add(String incident, Moment now) {
    known.values().removeIf(each -> now.reached(each.since().plus(KNOWN)));
    known.put(incident, new Known(now, false));
    if (known.size() > MOST) {
      known.remove(known.keySet().iterator().next());
    }
  }

  /** This server, which was held to be dead, is back. */
  public void isBack(String server) {
    known.replaceAll(
        (told, each) -> IncidentId.of(server, told) == null ? each : new Known(each.since(), true));
  }

  /**
   * True when this death is known to be told: one that was told while we went on hearing the server
   * was another one, that we did not see.
   */
  public boolean contains(ChangeReason.PeerDown death) {
    Moment heard = death.heard();
    IncidentId wanted = IncidentId.of(death.peer(), death.incident());
    for (Map.Entry<String, Known> each : known.entrySet()) {
      Known of = each.getValue();
      boolean another = heard != null && heard.reached(of.since().plus(NOTICED));
      IncidentId told =
          of.resolved() || another ? null : IncidentId.of(death.peer(), each.getKey());
      if (told != null && wanted != null && told.covers(wanted)) {
        return true;
      }
    }
    return false;
  }

  /** What the others are to hear of: the last few. */
  public List<String> lately(Moment now) {
    List<String> lately = new ArrayList<>();
    known.forEach(
        (told, each) -> {
          if (!each.resolved() && !now.reached(each.since().plus(PASSED_ON))) {
            lately.add(told);
          }
        });
    return lately.subList(Math.max(0, lately.size() - Report.MOST_TOLD), lately.size());
  }
}
