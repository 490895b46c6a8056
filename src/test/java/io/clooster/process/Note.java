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

  public static Note of(Push push) {
    return new Note(push.title(), push.body());
  }

  /** As the original's: this server says that the other one died. */
  public static Note down(String server, String other, String reason, String body) {
    return new Note("[%s] Server '%s' is now down (%s)".formatted(server, other, reason), body);
  }

  /** As the original's: this server says that the other one is back. */
  public static Note up(String server, String other, String body) {
    return new Note("[%s] Server '%s' is now up".formatted(server, other), body);
  }

  /** The original's text for a record that was written. */
  public static String changedTo(String value) {
    return "The address for 'www.example.com' has been changed to '%s'".formatted(value);
  }
}
