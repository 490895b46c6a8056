// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a key takes.
 *
 * @param <T> what it becomes
 * @param expected for a user: "a string", "a port (1 to 65535)"
 * @param numbers whether it may stand as a number
 * @param flags whether it may stand as {@code true} or {@code false}
 * @param shown whether a message may quote a wrong value; never for secrets, nor for what stands
 *     beside them and might be mistaken for them
 * @param conversion from the text to the value
 */
record ValueType<T>(
    String expected, boolean numbers, boolean flags, boolean shown, Conversion<T> conversion) {

  /** Makes a value of a text, or says what is wrong with it. */
  @FunctionalInterface
  interface Conversion<T> {
    T of(Scalar scalar) throws InvalidValue;
  }

  private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");
  private static final Pattern MAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");

  static final ValueType<String> TEXT =
      new ValueType<>("a string in double quotes", false, false, false, Scalar::text);

  static final ValueType<Integer> PORT = whole("a port (1 to 65535)", 1, 65_535);

  static final ValueType<Integer> BACKLOG = whole("a number from 1 to 65535", 1, 65_535);

  static final ValueType<ServerAddress> SERVER =
      string("a host name or IP address in double quotes", ServerAddress::parse);

  /** An element of {@code servers} that is no block. */
  static final ValueType<ServerAddress> SERVER_ENTRY =
      string(
          "a host name in double quotes, or a block { \"name\": \"…\", … }", ServerAddress::parse);

  static final ValueType<ServerAddress> IPV4 =
      address("an IPv4 address in double quotes", ServerAddress.Kind.IPV4, "\"192.0.2.1\"");

  static final ValueType<ServerAddress> IPV6 =
      address("an IPv6 address in double quotes", ServerAddress.Kind.IPV6, "\"2001:db8::1\"");

  static final ValueType<Integer> PROTOCOL = whole("1 or 2", 1, 2);

  /** Of a list, which is changed now and then. */
  static final ValueType<Integer> VERSION = whole("a number from 1 to 999999999", 1, 999_999_999);

  static final ValueType<Integer> TIMES = whole("a number from 1 to 100", 1, 100);

  static final ValueType<String> KEY_ID =
      string(
          "a string in double quotes",
          text -> {
            if (!ID.matcher(text).matches()) {
              throw new InvalidValue(
                  "is not a key's id",
                  "write 1 to 32 letters (a to z), digits, dots, underscores or hyphens");
            }
            return text;
          });

  static final ValueType<Boolean> FAILBACK = oneOf("auto", "manual", "auto");

  /** True for {@code observe}. */
  static final ValueType<Boolean> MODE = oneOf("act", "observe", "observe");

  static final ValueType<Boolean> SWITCH =
      flag("true or false", "is neither true nor false", "write true or false");

  /** One of two words: true for {@code chosen}. */
  private static ValueType<Boolean> oneOf(String first, String second, String chosen) {
    String both = "\"%s\" or \"%s\"".formatted(first, second);
    return string(
        both,
        text -> {
          if (!text.equals(first) && !text.equals(second)) {
            throw new InvalidValue(
                "is neither %s nor %s".formatted(first, second), "write " + both);
          }
          return text.equals(chosen);
        });
  }

  /** Where the flag may stand in the place of {@code block}, "a block { … }" say. */
  static ValueType<Boolean> flagOr(String block) {
    return flag(
        "true, false, or " + block,
        "is neither true, false nor a block",
        "write true, false, or " + block);
  }

  private static ValueType<Boolean> flag(String expected, String wrong, String remedy) {
    return new ValueType<>(
        expected,
        false,
        true,
        true,
        scalar -> {
          if (!scalar.text().equals("true") && !scalar.text().equals("false")) {
            throw new InvalidValue(wrong, remedy);
          }
          return scalar.text().equals("true");
        });
  }

  static final ValueType<Boolean> MANUAL_EDITS = oneOf("keep", "restore", "restore");

  /** How much a message matters, as a message says it. */
  static final ValueType<String> SEVERITY =
      string(
          "\"info\", \"warning\" or \"critical\"",
          text -> {
            if (!List.of("info", "warning", "critical").contains(text)) {
              throw new InvalidValue(
                  "is none of the severities", "write \"info\", \"warning\" or \"critical\"");
            }
            return text;
          });

  static final ValueType<String> KAMELET =
      string("the name of a Kamelet in double quotes", text -> text);

  static final ValueType<ServerAddress> TARGET =
      string("a host name or IP address in double quotes", ServerAddress::ofTarget);

  static final ValueType<String> ZONE =
      string("the name of a DNS zone in double quotes", HostName::inDns);

  static final ValueType<String> RECORD =
      string("the name of a DNS record in double quotes", HostName::ofRecord);

  /** A base URL; not shown, as it may hold a password where it shouldn't. */
  static final ValueType<String> URL =
      new ValueType<>("a URL in double quotes", false, false, false, s -> url(s.text()));

  static final ValueType<Path> PATH =
      string(
          "a path in double quotes",
          text -> {
            try {
              return Path.of(text);
            } catch (InvalidPathException e) {
              throw new InvalidValue(
                  "is not a path on this system", "write it in the letters that the locale has");
            }
          });

  static final ValueType<String> MAIL_ADDRESS =
      new ValueType<>(
          "a mail address in double quotes",
          false,
          false,
          false,
          scalar -> {
            if (!MAIL.matcher(scalar.text()).matches()) {
              throw new InvalidValue("is not a mail address", "write it like \"you@example.com\"");
            }
            return scalar.text();
          });

  /** A duration of at least this much, and at most a day. */
  static ValueType<Duration> duration(Duration shortest) {
    return duration(shortest, DurationText.LONGEST);
  }

  /** A duration between these two. */
  static ValueType<Duration> duration(Duration shortest, Duration longest) {
    return new ValueType<>(
        "a duration (\"500ms\", \"60s\", \"2m\", \"1h\" or a number of seconds)",
        true,
        false,
        true,
        scalar ->
            scalar.number()
                ? DurationText.ofSeconds(scalar.text(), shortest, longest)
                : DurationText.parse(scalar.text(), shortest, longest));
  }

  private interface TextConversion<T> {
    T of(String text) throws InvalidValue;
  }

  private static <T> ValueType<T> string(String expected, TextConversion<T> conversion) {
    return new ValueType<>(expected, false, false, true, s -> conversion.of(s.text()));
  }

  private static ValueType<ServerAddress> address(
      String expected, ServerAddress.Kind kind, String example) {
    return string(
        expected,
        text -> {
          ServerAddress address = ServerAddress.parse(text);
          if (address.kind() != kind) {
            throw new InvalidValue(
                "is " + address.kind().described + ", not " + kind.described, "write " + example);
          }
          return address;
        });
  }

  /** A whole number; as the original, digits in quotes are fine. */
  private static ValueType<Integer> whole(String expected, int least, int most) {
    return new ValueType<>(
        expected,
        true,
        false,
        true,
        scalar -> {
          if (!WHOLE.matcher(scalar.text()).matches()) {
            throw new InvalidValue("is not " + expected, "write it in digits alone");
          }
          int number = Integer.parseInt(scalar.text());
          if (number < least || number > most) {
            throw new InvalidValue("is out of range", "write " + expected);
          }
          return number;
        });
  }

  private static String url(String text) throws InvalidValue {
    InvalidValue invalid =
        new InvalidValue(
            "is not a base URL",
            "write \"https://host/path\", without a user, a question mark or a #");
    try {
      URI uri = new URI(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("https") || scheme.equals("http");
      if (!web
          || uri.getHost() == null
          || uri.getRawUserInfo() != null
          || uri.getRawQuery() != null
          || uri.getRawFragment() != null
          || uri.getPort() > 65_535) {
        throw invalid;
      }
      return text.replaceAll("/+$", "");
    } catch (URISyntaxException e) {
      throw invalid;
    }
  }
}
