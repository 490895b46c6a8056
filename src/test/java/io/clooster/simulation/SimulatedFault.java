// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * One thing that goes wrong.
 *
 * @param at when it begins, milliseconds from the start of the run
 * @param lasts how long, in milliseconds; {@link #FOR_GOOD} when it is not mended
 * @param server the place in the list of the server that it befalls, or at the one end of the path
 * @param other the server at the other end of the path; any other server where one is enough
 * @param amount how bad it is, 0 to 999; what that means depends on the kind
 */
record SimulatedFault(long at, Kind kind, int server, int other, long lasts, int amount) {
  static final long FOR_GOOD = Long.MAX_VALUE;

  enum Kind {
    // A server.
    CRASH,
    POWER_CUT,
    STOP,
    FREEZE,
    SUSPEND,
    SLOW,
    CLOCK_STEP,
    UNHEALTHY,
    WRONG_KEY,
    OTHER_LISTS,
    // The network.
    CUT,
    CUT_ONE_WAY,
    CUT_OFF,
    PARTITION,
    JITTER,
    LOSS,
    RESET,
    HALF_RESET,
    REJECT,
    // The DNS API.
    API_ERRORS,
    API_SLOW,
    API_ANSWERS_LOST,
    API_LATE,
    API_THROTTLES,
    API_OUTAGE,
    API_CUT_OFF,
    API_READ_ONLY,
    API_LISTS_LAG,
    API_UNLISTED,
    API_UNREFERENCED,
    // Somebody without the key: on a server's port, and in a server's name.
    STRANGER_ANSWERS,
    STRANGER_CALLS,
    // People and their phones.
    HAND_EDIT,
    CLAIM_DELETED,
    CLAIM_ILLEGIBLE,
    CLAIM_HUGE,
    CLAIM_EDIT,
    NOTIFIER_DOWN,
    // The operator, who is none of the faults, but acts beside them.
    DRAIN,
    SWITCH,
    HOLD,
    RELEASE,
    // What has to be done before a server is made the holder, where something has: none of them
    // either.
    BEFORE_ACTIVE_FAILS,
    // A server is restarted, to change nothing and to say what it would do, where its operator
    // wants
    // that: not by itself.
    OBSERVE,
    // The operator adds a server to the list, or removes one, by restarts of all others.
    NEW_LIST;

    /** What goes wrong by itself: all but the operators' doing, and that of the user's programs. */
    static Set<Kind> faults() {
      return EnumSet.complementOf(
          EnumSet.of(DRAIN, SWITCH, HOLD, RELEASE, BEFORE_ACTIVE_FAILS, OBSERVE, NEW_LIST));
    }

    /** What operators do. */
    static Set<Kind> operators() {
      return EnumSet.of(DRAIN, SWITCH, HOLD, RELEASE);
    }

    /** As it is named on the command line and in tables. */
    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * True of a crash that waits for a write of its server that changes the record, and comes up to
   * 20 ms after that: before the server can know what became of it.
   */
  boolean waitsForAWrite() {
    return kind == Kind.CRASH && amount % 4 == 3;
  }

  boolean forGood() {
    return lasts == FOR_GOOD;
  }

  long end() {
    return forGood() ? at : at + lasts;
  }
}
