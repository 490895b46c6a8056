// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

/**
 * A value that must never be seen: not in a log, an exception, the status or on the wire. Prints as
 * {@code ***}.
 *
 * @param value the secret itself
 */
public record Secret(String value) {
  @Override
  public String toString() {
    return "***";
  }
}
