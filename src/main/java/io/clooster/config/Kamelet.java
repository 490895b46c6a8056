// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.Map;
import java.util.Set;

/**
 * What a Kamelet says of itself in {@code spec.definition}.
 *
 * @param properties by name, in its order
 * @param required names of those that must be given
 * @param readable false if the file is broken, so that nothing is known of its properties
 */
record Kamelet(Map<String, Property> properties, Set<String> required, boolean readable) {

  /** Of a file that can't be understood: saying why is the route check's business. */
  static final Kamelet UNREADABLE = new Kamelet(Map.of(), Set.of(), false);

  /**
   * One property.
   *
   * @param type {@code string}, {@code integer}, {@code number} or {@code boolean}
   * @param description its description or title, empty if it has none
   * @param byDefault its default, empty if it has none
   * @param secret whether its format is {@code password}
   * @param choices the values that it may take; empty if any
   */
  record Property(
      String type, String description, String byDefault, boolean secret, Set<String> choices) {}
}
