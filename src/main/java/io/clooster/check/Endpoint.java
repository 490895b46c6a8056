// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.clooster.config.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An endpoint that a file names.
 *
 * @param file the file
 * @param line its line
 * @param route id of the route, template or configuration that it stands in; empty in a Kamelet
 * @param key the step's name: {@code from}, {@code to}, {@code wireTap}
 * @param name scheme and path without options, placeholders of the configuration resolved; what is
 *     known only at run time stands there as {@link #ANY}
 * @param options its {@code parameters}, and what follows the {@code ?} of the URI, as text
 */
record Endpoint(YamlFile file, int line, String route, String key, String name, String options) {
  static final String ANY = "\uffff";
  private static final int LONGEST = 4000;
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}:]+)(?::([^{}]*))?}}");
  private static final Pattern AT_RUN_TIME = Pattern.compile("\\$\\{[^}]*}|\\{\\{[^}]*}}");
  private static final Pattern MANY_READERS =
      Pattern.compile("multipleConsumers\"?[:=]\\s*\"?true");
  private static final Pattern NO_READER =
      Pattern.compile(
          "(discardIfNoConsumers\"?[:=]\\s*\"?true|failIfNoConsumers\"?[:=]\\s*\"?false)");
  private static final Set<String> SHORT = Set.of("from", "to", "toD", "wireTap");

  /** All that the file names; {@code known} is what placeholders mean. */
  static List<Endpoint> in(YamlFile file, Map<String, String> known) {
    List<Endpoint> found = new ArrayList<>();
    collect(
        file.root(),
        List.of(),
        (place, key, uri, parameters) -> found.add(of(file, place, key, uri, parameters, known)));
    return found;
  }

  /** Those that are too long for Camel, which takes minutes over a line of 100,000 letters. */
  static List<Problem> tooLong(YamlFile file) {
    List<Problem> problems = new ArrayList<>();
    collect(
        file.root(),
        List.of(),
        (place, key, uri, parameters) -> {
          if (uri.length() + parameters.length() > LONGEST) {
            problems.add(
                new Problem(
                    file.name(),
                    file.line(place),
                    "",
                    "the URI, with its parameters, has more than " + LONGEST + " letters",
                    "shorten it; put long text into a header or the body"));
          }
        });
    return problems;
  }

  private interface Seen {
    void endpoint(List<Object> place, String key, String uri, String parameters);
  }

  private static void collect(JsonNode node, List<Object> place, Seen seen) {
    String key = place.isEmpty() ? "" : place.get(place.size() - 1).toString();
    if (node.isTextual() && SHORT.contains(key)) {
      seen.endpoint(place, key, node.asText(), "");
    } else if (node.path("uri").isTextual()) {
      seen.endpoint(place, key, node.path("uri").asText(), node.path("parameters").toString());
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), below(place, i), seen);
      }
    }
    node.properties()
        .forEach(inner -> collect(inner.getValue(), below(place, inner.getKey()), seen));
  }

  private static Endpoint of(
      YamlFile file,
      List<Object> place,
      String key,
      String uri,
      String parameters,
      Map<String, String> known) {
    String resolved =
        PLACEHOLDER
            .matcher(uri)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        known.getOrDefault(
                            found.group(1), found.group(2) == null ? ANY : found.group(2))));
    String[] parts = AT_RUN_TIME.matcher(resolved).replaceAll(ANY).split("\\?", 2);
    String name = parts[0].replaceFirst("^(\\w+):/*", "$1:");
    String options = parameters + (parts.length > 1 ? "&" + parts[1] : "");
    return new Endpoint(file, file.line(place), route(file, place), key, name, options);
  }

  private static String route(YamlFile file, List<Object> place) {
    return place.size() > 1 ? file.at(List.of(place.get(0), place.get(1), "id")).asText("") : "";
  }

  private static List<Object> below(List<Object> place, Object step) {
    List<Object> inner = new ArrayList<>(place);
    inner.add(step);
    return inner;
  }

  /** True at the beginning of a route. */
  boolean reads() {
    return key.equals("from");
  }

  /** True for a step that sends a copy beside the route. */
  boolean taps() {
    return key.equals("wireTap");
  }

  /** True for a queue or a call inside of Clooster, whose other end must be in the files, too. */
  boolean isInside() {
    return name.startsWith("seda:") || name.startsWith("direct:");
  }

  /** True for a step whose message may have no reader: a place for others to listen, or to act. */
  boolean needsNoReader() {
    return NO_READER.matcher(options).find();
  }

  /** True for a queue that hands a copy of each message to each of its readers. */
  boolean hasManyReaders() {
    return MANY_READERS.matcher(options).find();
  }

  /** True if this may be the other end, as far as can be known. */
  boolean mayMeet(Endpoint other) {
    return name.equals(other.name) || mayBecome(other.name) || other.mayBecome(name);
  }

  private boolean mayBecome(String wanted) {
    return isInside() && name.contains(ANY) && wanted.startsWith(known());
  }

  /** The part of the name before what is known only at run time. */
  private String known() {
    return name.substring(0, name.indexOf(ANY));
  }
}
