// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a query, taken one by one; what is left at the end is refused. A service that
 * ignores a filter it does not know answers with everything, and the mistake goes unseen.
 */
final class Parameters {
  private final Map<String, String> left;

  /**
   * Reads a query.
   *
   * @param query without the question mark
   */
  Parameters(String query) {
    try {
      left = new LinkedHashMap<>(Percent.pairs(query));
    } catch (BadRequest e) {
      throw new ApiError(400, 1004, "Malformed query: " + e.getMessage());
    }
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(left.remove(name));
  }

  Optional<String> choice(String name, List<String> choices) {
    Optional<String> value = text(name);
    if (value.isPresent() && !choices.contains(value.get())) {
      throw invalid(name, "must be one of " + String.join(", ", choices));
    }
    return value;
  }

  int number(String name, int unset, int lowest, int highest) {
    Optional<String> value = text(name);
    if (value.isEmpty()) {
      return unset;
    }
    if (!value.get().matches("[0-9]{1,9}")
        || Integer.parseInt(value.get()) < lowest
        || Integer.parseInt(value.get()) > highest) {
      throw invalid(name, "must be a number from " + lowest + " to " + highest);
    }
    return Integer.parseInt(value.get());
  }

  /** Refuses the request if a parameter has not been taken. */
  void refuseRest() {
    if (!left.isEmpty()) {
      throw invalid(left.keySet().iterator().next(), "is not known here");
    }
  }

  private static ApiError invalid(String name, String why) {
    return new ApiError(400, 1004, "Query parameter '" + name + "' " + why);
  }
}
