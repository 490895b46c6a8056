// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Percent-encoding of paths, queries and forms. */
final class Percent {
  private Percent() {}

  /**
   * Decodes a path, where a plus is a plus.
   *
   * @throws BadRequest if an escape is malformed
   */
  static String decode(String path) throws BadRequest {
    return unescape(path.replace("+", "%2B"));
  }

  /**
   * Decodes {@code a=1&b=2}, in order.
   *
   * @throws BadRequest if an escape is malformed or a name comes twice
   */
  static Map<String, String> pairs(String text) throws BadRequest {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split("&", 0)) {
      if (pair.isEmpty()) {
        continue;
      }
      String[] parts = pair.split("=", 2);
      if (pairs.put(unescape(parts[0]), parts.length == 2 ? unescape(parts[1]) : "") != null) {
        throw new BadRequest(400, "a parameter comes twice");
      }
    }
    return pairs;
  }

  private static String unescape(String text) throws BadRequest {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadRequest(400, "malformed percent-encoding");
    }
  }
}
