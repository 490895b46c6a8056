// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it arrived.
 *
 * @param target path and query, still encoded
 * @param headers by their names, in any case
 */
public record ReceivedRequest(
    String method, String target, Map<String, String> headers, String body) {
  public ReceivedRequest {
    Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = anyCase;
  }

  /** Still encoded. */
  public String path() {
    return target.contains("?") ? target.substring(0, target.indexOf('?')) : target;
  }

  /** Still encoded; empty if there is none. */
  String rawQuery() {
    return target.contains("?") ? target.substring(target.indexOf('?') + 1) : "";
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public boolean isWrite() {
    return !method.equals("GET") && !method.equals("HEAD");
  }

  /** Of the body, without parameters; empty if it is not said. */
  String mediaType() {
    return header("Content-Type").orElse("").split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** Where it was sent to, as the sender knows it. */
  String origin() {
    return "http://" + header("Host").orElse("localhost");
  }

  /** Each decoded for itself; a slash at the end makes an empty one. */
  List<String> segments() {
    return Arrays.stream(path().substring(1).split("/", -1)).map(ReceivedRequest::decoded).toList();
  }

  public Map<String, List<String>> query() {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (String part : rawQuery().split("&", -1)) {
      if (!part.isEmpty()) {
        String[] pair = part.split("=", 2);
        query
            .computeIfAbsent(formDecoded(pair[0]), name -> new ArrayList<>())
            .add(pair.length == 1 ? "" : formDecoded(pair[1]));
      }
    }
    return query;
  }

  Optional<String> query(String name) {
    return Optional.ofNullable(query().get(name)).map(values -> values.get(0));
  }

  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
  }

  private static String formDecoded(String part) {
    return URLDecoder.decode(part, UTF_8);
  }
}
