// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a line of the log is. */
enum LogFormat {
  /** Words for people. */
  TEXT,
  /** A JSON object. */
  JSON;

  static final String OPTION = "--log-format";

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What the command line asks for. Known before it is parsed, as the first class of a command has
   * a logger; whether it makes sense, who parses it says.
   */
  static LogFormat of(String... args) {
    List<String> words = Arrays.asList(args);
    int place = words.indexOf(OPTION);
    boolean json =
        words.stream().anyMatch((OPTION + "=json")::equalsIgnoreCase)
            || (place >= 0
                && place + 1 < words.size()
                && words.get(place + 1).equalsIgnoreCase("json"));
    return json ? JSON : TEXT;
  }
}
