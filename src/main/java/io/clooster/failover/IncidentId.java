// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import org.jspecify.annotations.Nullable;

/**
 * The name of one death, the same on each server that heard the same of the dead one last: {@code
 * <server>-<epoch>}, by the claim's epoch as the dead one knew it. Where it knew of no claim, its
 * run stands behind an epoch of 0. Whoever saw more than one death by the same of both counts them:
 * {@code srv2-7}, {@code srv2-7.2}, {@code srv2-0-1732000000000}.
 *
 * @param run empty but with an epoch of 0; letters, digits, {@code _} and {@code -}
 * @param count from 1
 */
public record IncidentId(String server, long epoch, String run, long count) {
  private static final int MOST_DIGITS = 18;

  /** The first death of this server since it said that. */
  public static IncidentId first(String server, long epoch, String run) {
    return new IncidentId(server, epoch, epoch == 0 ? run : "", 1);
  }

  /** The next death of a server that said nothing new between the two. */
  public IncidentId next() {
    return new IncidentId(server, epoch, run, count + 1);
  }

  /** What {@code text} names; null where that is no death of this server. */
  public static @Nullable IncidentId of(String server, String text) {
    if (!text.startsWith(server + "-")) {
      return null;
    }
    String rest = text.substring(server.length() + 1);
    int dot = rest.indexOf('.');
    long count = dot < 0 ? 1 : number(rest.substring(dot + 1));
    String first = dot < 0 ? rest : rest.substring(0, dot);
    int dash = first.indexOf('-');
    long epoch = number(dash < 0 ? first : first.substring(0, dash));
    String run = dash < 0 ? "" : first.substring(dash + 1);
    boolean right = count > 0 && epoch >= 0 && (epoch == 0) != run.isEmpty();
    return right ? new IncidentId(server, epoch, run, count) : null;
  }

  /** What the digits say; -1 where it is not that, or too much for any claim. */
  private static long number(String text) {
    boolean digits = !text.isEmpty() && text.length() <= MOST_DIGITS;
    for (int i = 0; i < text.length(); i++) {
      digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits ? Long.parseLong(text) : -1;
  }

  /**
   * True when who told this death has told the other one, too: it is the same, or one of the same
   * server that was heard of later.
   */
  public boolean covers(IncidentId other) {
    if (!server.equals(other.server) || !run.equals(other.run)) {
      return false;
    }
    return epoch > other.epoch || (epoch == other.epoch && count >= other.count);
  }

  /** As it is told and sent. */
  @Override
  public String toString() {
    return server + "-" + epoch + (run.isEmpty() ? "" : "-" + run) + (count > 1 ? "." + count : "");
  }
}
