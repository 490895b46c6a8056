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

  private final Settings settings;
  private final Messenger messenger;
  private @Nullable String value;
  private @Nullable String told;
  private Moment since;
  private boolean ours;

  HandEdit(Settings settings, Messenger messenger, Moment start) {
    this.settings = settings;
    this.messenger = messenger;
    this.since = start;
  }

  /** The record holds {@code found}, which neither of our wishes put there. */
  void seen(String found, String wanted, PeerState peer, Moment now, Actions out) {
    boolean mayBeThePeers = peersValue(found);
    if (!found.equals(value)) {
      value = found;
      since = now;
      ours = tellsIt(peer);
      out.warn(
          "record=%s state=edited: holds %s instead of %s; left so until a server's state changes",
          settings.record(), found, wanted);
    } else if (mayBeThePeers && peer instanceof PeerState.Lost) {
      since = now;
      ours = true;
    }
    boolean certain = !mayBeThePeers || now.since(since).compareTo(PATIENCE) >= 0;
    if (certain && ours && !found.equals(told)) {
      told = found;
      if (mayBeThePeers && !(peer instanceof PeerState.Linked)) {
        messenger.changedElsewhere(found, wanted, out);
      } else {
        messenger.edited(found, wanted, out);
      }
    }
  }

  /**
   * The record's value {@code replaced} is about to be overwritten.
   *
   * @return it when someone had set it by hand, null when it was one of ours
   */
  @Nullable String overwrites(String replaced) {
    boolean oneOfOurs = replaced.equals(settings.ownValue()) || peersValue(replaced);
    return oneOfOurs && !replaced.equals(value) ? null : replaced;
  }

  /** The record is as wanted again; {@code mentioned} when a message about that says so already. */
  void over(String wanted, boolean mentioned, Actions out) {
    if (told != null && !mentioned) {
      messenger.restored(wanted, out);
    }
    value = null;
    told = null;
  }

  private boolean peersValue(String found) {
    return found.equals(settings.otherValue()) || found.equals(settings.preferredValue());
  }

  /** Who sees it first tells it when alone; else one of the two does. */
  private boolean tellsIt(PeerState peer) {
    return !(peer instanceof PeerState.Linked) || settings.goesFirst();
  }
}
