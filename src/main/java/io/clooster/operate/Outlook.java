// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import io.clooster.failover.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with the group, as this server sees it: whether a server that works holds the
 * record, and whether another one could take its place.
 */
public final class Outlook {
  /** How much is wrong. */
  public enum State {
    /** A server that works holds the record, and another one could take its place. */
    OK,
    /** A server that works holds the record; something is missing for the next failover. */
    DEGRADED,
    /** As far as this server knows no server that works holds the record. */
    DOWN
  }

  private final State state;
  private final List<String> because;

  private Outlook(State state, List<String> because) {
    this.state = state;
    this.because = List.copyOf(because);
  }

  /** By what this server knows now. */
  public static Outlook of(Status status) {
    List<String> missing = missing(status);
    String down = down(status);
    if (down != null) {
      missing.add(0, down);
      return new Outlook(State.DOWN, missing);
    }
    return new Outlook(missing.isEmpty() ? State.OK : State.DEGRADED, missing);
  }

  private static @Nullable String down(Status status) {
    String value = status.record().value();
    if (value == null) {
      return status.record().failing() == null
          ? "the record was not read yet"
          : "the record can't be read: " + status.record().failing();
    }
    String holder = status.role().holder();
    if (holder == null) {
      return "it is not known which server holds the record";
    } else if (holder.equals(status.server())) {
      return status.healthy() ? null : "this server holds the record, and its own checks fail";
    }
    for (Status.Peer peer : status.peers()) {
      if (peer.name().equals(holder) && isGone(peer)) {
        return holder + " holds the record, and is " + peer.state();
      }
    }
    return null;
  }

  private static boolean isGone(Status.Peer peer) {
    return peer.state().equals("dead") || Boolean.FALSE.equals(peer.eligible());
  }

  private static List<String> missing(Status status) {
    List<String> missing = new ArrayList<>();
    if (!status.healthy()) {
      missing.add("the own checks of this server fail");
    }
    for (Status.Peer peer : status.peers()) {
      if (!peer.state().equals("connected")) {
        missing.add(
            peer.name()
                + " is "
                + peer.state()
                + (peer.hint().isEmpty() ? "" : ": " + peer.hint()));
      } else if (Boolean.FALSE.equals(peer.eligible())) {
        missing.add("the own checks of " + peer.name() + " fail");
      }
    }
    if (status.record().failing() != null) {
      missing.add("the DNS provider: " + status.record().failing());
    }
    Status.Claim claim = status.claim();
    if (claim != null && claim.shown().equals("unseen")) {
      missing.add("the DNS provider does not show the claim, so a cut link may move the record");
    }
    status.alerts().stream()
        .map(alert -> alert.kind() + (alert.peer().isEmpty() ? "" : " " + alert.peer()))
        .forEach(alert -> missing.add("told and not over: " + alert));
    return missing;
  }

  /** How much is wrong. */
  public State state() {
    return state;
  }

  /** The same, as it is told: {@code ok}, {@code degraded} or {@code down}. */
  public String word() {
    return word(state);
  }

  static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** What is wrong, the worst first; empty where all is well. */
  public List<String> because() {
    return because;
  }

  /** True when this server is linked with that one, and its own checks succeed. */
  boolean couldTakeOver(Status.Peer peer) {
    return peer.state().equals("connected") && !Boolean.FALSE.equals(peer.eligible());
  }
}
