// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a Kamelet says of itself in {@code metadata.labels} and {@code spec.definition}.
 *
 * @param labels by name
 * @param properties by name, in its order
 * @param required names of those that must be given
 * @param alternatives sets of properties of which one set must be given, and no other ({@code
 *     oneOf}); none if there is no such choice
 * @param together names of properties by the name of one that is nothing without them ({@code
 *     dependentRequired})
 * @param readable false if the file is broken, so that nothing is known of its properties
 */
record Kamelet(
    Map<String, String> labels,
    Map<String, Property> properties,
    Set<String> required,
    List<Set<String>> alternatives,
    Map<String, Set<String>> together,
    boolean readable) {

  /** Of a file that can't be understood: saying why is the route check's business. */
  static final Kamelet UNREADABLE =
      new Kamelet(Map.of(), Map.of(), Set.of(), List.of(), Map.of(), false);

  /**
   * One property. What a Kamelet does not say of it is empty.
   *
   * @param type {@code string}, {@code integer}, {@code number} or {@code boolean}
   * @param format {@code password} of a secret, {@code uri} of a base URL, {@code email} of an
   *     address
   * @param description its description or title
   * @param byDefault its default
   * @param example a value for people to go by
   * @param pattern a regular expression that the whole value matches
   * @param choices the values that it may take
   * @param choice the block within the notifier's in which one of several properties stands
   */
  record Property(
      String type,
      String format,
      String description,
      String byDefault,
      String example,
      String pattern,
      Set<String> choices,
      String choice) {

    /** One of which only this is known. */
    static Property secretOfAnyType() {
      return new Property("any", "password", "", "", "", "", Set.of(), "");
    }

    boolean secret() {
      return format.equals("password");
    }

    /** Whether it is a block or a list; its example is JSON then. */
    boolean structured() {
      return type.equals("object") || type.equals("array");
    }
  }
}
