// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When the holder hands the record to a more preferred server: when that is steadily there. */
final class Failback {
  private final GroupSettings settings;
  private final Group group;
  private @Nullable String announced;

  Failback(GroupSettings settings, Group group) {
    this.settings = settings;
    this.group = group;
  }

  /** The server that the record is to go to now; null when it stays. */
  @Nullable String due(Moment heldSince, Moment now, Actions out) {
    Member preferred = preferred();
    if (preferred == null || !settings.failback() || !group.enough()) {
      announced = null;
      return null;
    }
    if (preferred.steadiness().steady(now) && now.since(heldSince).compareTo(atLeast()) >= 0) {
      return preferred.name();
    }
    announce(preferred, out);
    return null;
  }

  void forget() {
    announced = null;
  }

  /** So long a holder holds the record: the others are to hear of it first. */
  private Duration atLeast() {
    Duration delay = settings.failbackDelay();
    return delay.compareTo(settings.keepAlive()) < 0 ? settings.keepAlive() : delay;
  }

  private void announce(Member preferred, Actions out) {
    if (!preferred.name().equals(announced)) {
      announced = preferred.name();
      Steadiness steadiness = preferred.steadiness();
      out.info(
          "peer=%s state=preferred: the record goes back to it in %s, if it stays%s",
          announced,
          Texts.duration(steadiness.needed()),
          steadiness.times() > 1 ? " (it failed " + steadiness.times() + " times lately)" : "");
    }
  }

  /** The most preferred server in sight that is fit and goes before us. */
  private @Nullable Member preferred() {
    String fit = group.firstFit();
    return fit != null && settings.goesBefore(fit) ? group.named(fit) : null;
  }
}
