// SPDX-License-Identifier: Apache-2.0
package io.clooster.process;

import io.clooster.sandbox.Push;

/**
 * What the administrator reads.
 *
 * @param title first line
 * @param body the text
 */
public record Note(String title, String body) {
  public static final String UNCHANGED = "No record change is necessary";

  private static final String TOOK = ", [\\d.]+ m?s after '[^']+' was missed first";
  private static final String SINCE = " since \\d\\d:\\d\\d:\\d\\d UTC";
  private static final String HEARD = ", last heard at \\d\\d:\\d\\d:\\d\\d UTC";

  /** But for how long a move took, and when that was, which is never the same. */
  public static Note of(Push push) {
    return new Note(
        push.title().replaceFirst(SINCE, ""),
        push.body().replaceFirst(TOOK, "").replaceFirst(HEARD, ""));
  }

  /** As the original's: this server says that the other one died. */
  public static Note down(String server, String other, String reason, String body) {
    return new Note("[%s] Server '%s' is now down (%s)".formatted(server, other, reason), body);
  }

  /** As the original's: this server says that the other one is back. */
  public static Note up(String server, String other, String body) {
    return new Note("[%s] Server '%s' is now up".formatted(server, other), body);
  }

  /** Under protocol 2: the holder died, and this server took its place. */
  public static Note tookOver(String server, String dead, String reason) {
    return down(server, dead, reason, movedTo(server) + ". Look after '%s'".formatted(dead));
  }

  /** Under protocol 2: for a record that was written, whose TTL is automatic. */
  public static String movedTo(String value) {
    return changedTo(value) + ". Resolvers may give the old one for 300 s more";
  }

  /** The original's text for a record that was written. */
  public static String changedTo(String value) {
    return "The address for 'www.example.com' has been changed to '%s'".formatted(value);
  }
}
