// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import io.clooster.failover.Status;
import java.util.List;
import java.util.Locale;

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
  private final Status status;

  private Outlook(Status status, State state, List<String> because) {
    this.status = status;
    this.state = state;
    this.because = List.copyOf(because);
  }

  /** By what this server knows now. */
  public static Outlook of(Status status) {
    List<String> because = Causes.of(status);
    State state = because.isEmpty() ? State.OK : State.DEGRADED;
    return new Outlook(status, Causes.isDown(status) ? State.DOWN : state, because);
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

  /**
   * True when this server is linked with that one, which acts, and whose own checks succeed, and
   * all in sight list it.
   */
  boolean couldTakeOver(Status.Peer peer) {
    return peer.isLinked()
        && !Boolean.FALSE.equals(peer.eligible())
        && !peer.observes()
        && !status.isUnlisted(peer.name());
  }
}
