// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A record that someone else changed is left as it is until a server's state changes; told once, by
 * one server, and once when it is over.
 */
final class HandEdit {
  /**
   * A value that the peer may have written is told only when it stays: the peer may not have seen
   * us for a moment, and puts it right itself.
   */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private final String record;
  private final Messenger messenger;
  private @Nullable String value;
  private @Nullable String told;
  private Moment since;
  private boolean ours;

  HandEdit(String record, Messenger messenger, Moment start) {
    this.record = record;
    this.messenger = messenger;
    this.since = start;
  }

  /** The record holds {@code found}, which neither of our wishes put there. */
  void seen(String found, String wanted, Others others, Moment now, Actions out) {
    boolean mayBeTheirs = others.mayHaveWritten(found);
    if (!found.equals(value)) {
      value = found;
      since = now;
      ours = others.leaveTellingToUs();
      out.warn(
          "record=%s state=edited: holds %s instead of %s; left so until a server's state changes",
          record, found, wanted);
    } else if (mayBeTheirs && others.inDoubt()) {
      since = now;
      ours = true;
    }
    boolean certain = !mayBeTheirs || now.since(since).compareTo(PATIENCE) >= 0;
    if (certain && ours && !found.equals(told)) {
      told = found;
      if (mayBeTheirs && !others.outOfReach().isEmpty()) {
        messenger.changedElsewhere(found, wanted, others.outOfReach(), out);
      } else {
        messenger.edited(found, wanted, out);
      }
    }
  }

  /**
   * The record's value {@code replaced} is about to be overwritten; {@code aServers} when it is one
   * that this or another server may have written.
   *
   * @return it when someone had set it by hand, null when it was one of ours
   */
  @Nullable String overwrites(String replaced, boolean aServers) {
    return aServers && !replaced.equals(value) ? null : replaced;
  }

  /** Who holds the record is not for us to say any more. */
  void forget() {
    value = null;
    told = null;
  }

  /** The record is as wanted again; {@code mentioned} when a message about that says so already. */
  void over(String wanted, boolean mentioned, Actions out) {
    if (told != null && !mentioned) {
      messenger.restored(wanted, out);
    }
    forget();
  }
}
