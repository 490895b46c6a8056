// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.failover.Event;
import io.clooster.failover.HoldOrder;
import io.clooster.failover.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * That nothing is to be moved in the whole group, or may be again, and how far that has come. It
 * has come to a server that tells of it by its heartbeats; a claim that has it tells it to those
 * without a link.
 */
public final class GroupHoldOrder {
  private final Event.Hold event;
  private final long begun;

  /** Which order of the group it is; 0 before the decision has said so. */
  private long number;

  private @Nullable Status last;

  /**
   * It is given now.
   *
   * @param lasts zero for one that ends what was ordered before
   * @param now of the monotonic clock, in nanoseconds
   */
  GroupHoldOrder(Duration lasts, long now) {
    this.event = new Event.Hold(lasts);
    this.begun = now;
  }

  /** For the decision. */
  public Event event() {
    return event;
  }

  /** So it stands now, after the decision has taken it. */
  void look(Status status) {
    HoldOrder known = status.hold();
    if (number == 0 && known != null) {
      number = known.number();
    }
    last = status;
  }

  /** How long ago it was given. */
  Duration age(long now) {
    return Duration.ofNanos(now - begun);
  }

  /** True where another order of the group counts by now. */
  boolean isOvertaken() {
    HoldOrder known = last == null ? null : last.hold();
    return known == null || known.number() != number;
  }

  /** True while it may be where it is missing any moment. */
  boolean isAwaited() {
    Status status = last;
    if (status == null) {
      return true;
    }
    boolean heard =
        status.peers().stream().allMatch(peer -> !peer.isLinked() || peer.hold() == number);
    return !heard || (Boolean.FALSE.equals(isInClaim()) && canBeWritten(status));
  }

  /** The server that holds the record writes it, which has to be in sight. */
  private static boolean canBeWritten(Status status) {
    String holder = status.role().holder();
    return status.server().equals(holder)
        ? status.record().failing() == null
        : status.peers().stream().anyMatch(peer -> peer.name().equals(holder) && peer.isLinked());
  }

  /** Whether the claim is known to have it; null where none is used. */
  private @Nullable Boolean isInClaim() {
    Status.Claim claim = last == null ? null : last.claim();
    return claim == null ? null : claim.hold() == number;
  }

  private List<Map<String, Object>> notReached() {
    List<Map<String, Object>> servers = new ArrayList<>();
    for (Status.Peer peer : last == null ? List.<Status.Peer>of() : last.peers()) {
      if (!peer.isLinked()) {
        servers.add(missing(peer, "no link with it: it is " + peer.state()));
      } else if (peer.hold() != number) {
        servers.add(
            missing(peer, "its heartbeats do not tell of it: an older version does not know it"));
      }
    }
    return servers;
  }

  private static Map<String, Object> missing(Status.Peer peer, String why) {
    return Map.of("server", peer.name(), "why", why);
  }

  /** What is told of it, plain data for JSON. */
  public Map<String, @Nullable Object> answer() {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("done", true);
    answer.put("held_for", event.lasts().toMillis() / 1000.0);
    answer.put("not_reached", notReached());
    answer.put("claim", isInClaim());
    return answer;
  }
}
