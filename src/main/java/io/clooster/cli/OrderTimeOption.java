// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.config.OrderTime;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code --for} of an order that lasts. */
final class OrderTimeOption {
  private OrderTimeOption() {}

  /**
   * The same in a query.
   *
   * @param text as it was typed
   * @throws ParameterException where it is no such time
   */
  static String inQuery(OrderTime limits, String text, @Nullable CommandSpec command) {
    read("--for", limits, text, command);
    return "for=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /**
   * The time that {@code option} is.
   *
   * @throws ParameterException where it is no such time
   */
  static Duration read(
      String option, OrderTime limits, String text, @Nullable CommandSpec command) {
    try {
      return limits.read(text);
    } catch (IllegalArgumentException e) {
      if (command == null) {
        throw e;
      }
      throw new ParameterException(command.commandLine(), option + ": " + e.getMessage(), e);
    }
  }
}
