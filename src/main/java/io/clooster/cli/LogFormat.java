// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What a line of the log is. */
enum LogFormat {
  /** Words for people. */
  TEXT,
  /** A JSON object. */
  JSON;

  static final String OPTION = "--log-format";

  /** As it is written on the command line. */
  static final class Word implements ITypeConverter<LogFormat> {
    @Override
    public LogFormat convert(String word) {
      return switch (word.toLowerCase(Locale.ROOT)) {
        case "text" -> TEXT;
        case "json" -> JSON;
        default -> throw new TypeConversionException("'" + word + "' is neither text nor json");
      };
    }
  }

  /**
   * What the command line asks for. Known before it is parsed, as the first class of a command has
   * a logger; whether it makes sense, who parses it says.
   */
  static LogFormat askedFor(String... args) {
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
