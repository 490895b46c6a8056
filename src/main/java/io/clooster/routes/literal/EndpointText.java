// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.literal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An endpoint's URI as an author wrote it, with placeholders. */
final class EndpointText {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^{}?:]+)(:[^{}]*)?}}");

  /** An option: up to the next {@code &} that is in no placeholder and in no {@code RAW()}. */
  private static final Pattern OPTION =
      Pattern.compile(
          "([^=&]*=)(RAW\\((.*?)\\)(?=&|$)|RAW\\{(.*?)}(?=&|$)|(?:\\{\\{.*?}}|[^&])*+)|[^&]+|&",
          Pattern.DOTALL);

  private final Set<String> properties;

  /** For a Kamelet with these properties. */
  EndpointText(Set<String> properties) {
    this.properties = properties;
  }

  /**
   * The URI with each of the properties' placeholders in its path and options replaced by one that
   * brings the value letter by letter; one that the URI begins with is a URL, and stays.
   */
  String rewritten(String uri) {
    int query = queryOf(uri);
    String path = query < 0 ? uri : uri.substring(0, query);
    String options = query < 0 ? "" : uri.substring(query);
    int scheme = path.startsWith("{{") ? path.indexOf("}}") + 2 : path.indexOf(':') + 1;
    return path.substring(0, scheme) + each(path.substring(scheme), Place.PATH) + options(options);
  }

  /** Where the query begins, -1 if there is none: a placeholder may hold a question mark. */
  private static int queryOf(String uri) {
    boolean placeholder = false;
    for (int at = 0; at < uri.length(); at++) {
      if (uri.startsWith("{{", at)) {
        placeholder = true;
      } else if (uri.startsWith("}}", at)) {
        placeholder = false;
      } else if (uri.charAt(at) == '?' && !placeholder) {
        return at;
      }
    }
    return -1;
  }

  private String options(String query) {
    if (query.isEmpty()) {
      return query;
    }
    Place place = query.contains("{{?") ? Place.BESIDE_OPTIONAL : Place.OPTION;
    List<String> options = new ArrayList<>();
    Matcher option = OPTION.matcher(query.substring(1));
    while (option.find()) {
      options.add(option(option, place));
    }
    return "?" + String.join("", options);
  }

  private String option(Matcher option, Place place) {
    String value = option.group(2);
    if (value == null || !named(value)) {
      return option.group();
    }
    if (value.contains("${") || value.contains("$simple{")) {
      return option.group(1) + each(value, Place.PART);
    }
    String raw = option.group(3) != null ? option.group(3) : option.group(4);
    return option.group(1) + LiteralFunction.call(place, raw != null ? raw : read(value));
  }

  private boolean named(String text) {
    return PLACEHOLDER.matcher(text).results().anyMatch(each -> properties.contains(each.group(1)));
  }

  /** The author's own text as Camel reads it, and the placeholders in it as they are. */
  private static String read(String value) {
    StringBuilder read = new StringBuilder();
    Matcher placeholder = PLACEHOLDER.matcher(value);
    int end = 0;
    while (placeholder.find()) {
      read.append(PercentEncoding.read(value.substring(end, placeholder.start())));
      read.append(placeholder.group());
      end = placeholder.end();
    }
    return read.append(PercentEncoding.read(value.substring(end))).toString();
  }

  private String each(String text, Place place) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    properties.contains(found.group(1))
                        ? LiteralFunction.call(place, found.group())
                        : found.group()));
  }
}
