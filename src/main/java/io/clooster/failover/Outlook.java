// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * States of the whole group in which nothing can move: too few servers in sight, or none that is
 * well. Each is told once when it lasts, by one server, and once when it is over.
 */
final class Outlook {
  /** A restart of everything at once is no news. */
  static final Duration PATIENCE = Duration.ofSeconds(45);

  /** So long after our own start nobody needs to be in sight yet. */
  static final Duration START = Duration.ofSeconds(10);

  private final GroupSettings settings;
  private final Group group;
  private final Messenger messenger;
  private final Moment begins;
  private @Nullable Moment fewSince;
  private boolean fewTold;
  private boolean illTold;

  Outlook(GroupSettings settings, Group group, Messenger messenger, Moment start) {
    this.settings = settings;
    this.group = group;
    this.messenger = messenger;
    this.begins = start.plus(START);
  }

  /** After our own standstill what we see proves nothing for a while. */
  void stoodStill() {
    fewSince = null;
  }

  void look(boolean ourTurn, Moment now, Actions out) {
    if (now.reached(begins)) {
      few(ourTurn, now, out);
    }
    ill(ourTurn, out);
  }

  private void few(boolean ourTurn, Moment now, Actions out) {
    int visible = group.visible();
    int all = settings.servers().size();
    if (settings.isEnough(visible)) {
      fewSince = null;
      if (fewTold) {
        fewTold = false;
        messenger.enough(visible, all, out);
      }
      return;
    }
    if (fewSince == null) {
      fewSince = now;
      out.warn(
          "server=%s state=held back: only %d of %d servers are in sight; moves nothing",
          settings.thisServer(), visible, all);
    }
    if (!fewTold && ourTurn && now.since(fewSince).compareTo(PATIENCE) >= 0) {
      fewTold = true;
      messenger.holdingBack(visible, all, out);
    }
  }

  private void ill(boolean ourTurn, Actions out) {
    String fit = group.firstFit();
    if (fit == null && ourTurn && !illTold) {
      illTold = true;
      messenger.nobodyWell(out);
    } else if (fit != null && illTold) {
      illTold = false;
      messenger.somebodyWell(fit, out);
    }
  }
}
