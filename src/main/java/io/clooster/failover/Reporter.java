// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells the peers what this server is and sees: at each keep-alive, to a new link at once, and to
 * all when something of it changes.
 */
final class Reporter {
  /** Changes that come closer together than this are told together, with the next beat. */
  static final Duration PAUSE = Duration.ofMillis(50);

  private final Group group;
  private final ClaimKeeper claims;
  private @Nullable Report last;
  private @Nullable Moment sentAt;
  private long sequence;

  Reporter(Group group, ClaimKeeper claims) {
    this.group = group;
    this.claims = claims;
  }

  /** It is time for a sign of life. */
  void keepAlive(@Nullable String holder, Moment now, Actions out) {
    send(next(holder), now, out);
  }

  /** A new link: the peer on it knows nothing of us yet. */
  void greet(long link, @Nullable String holder, Actions out) {
    Report report = next(holder);
    sequence = report.sequence();
    out.add(new Action.SendReport(link, report));
  }

  /** Tells all when something has changed. */
  void update(@Nullable String holder, Moment now, Actions out) {
    if (sentAt != null && now.since(sentAt).compareTo(PAUSE) < 0) {
      return;
    }
    Report report = next(holder);
    if (!report.repeats(last)) {
      send(report, now, out);
    }
  }

  private void send(Report report, Moment now, Actions out) {
    sequence = report.sequence();
    last = report;
    sentAt = now;
    for (Member member : group.members()) {
      MemberState.Linked linked = member.linked();
      if (linked != null) {
        out.add(new Action.SendReport(linked.link(), report));
      }
    }
  }

  private Report next(@Nullable String holder) {
    return new Report(sequence + 1, group.eligible(), group.sees(), holder, claims.epoch());
  }
}
