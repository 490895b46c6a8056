// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer before it is sent. */
record ApiReply(int status, Map<String, String> headers, String body) {
  static ApiReply json(int status, JsonNode body) {
    return new ApiReply(status, Map.of("Content-Type", "application/json"), body.toString());
  }

  static ApiReply xml(int status, String body) {
    return new ApiReply(
        status, Map.of("Content-Type", "text/xml"), "<?xml version=\"1.0\"?>\n" + body);
  }

  static ApiReply empty(int status) {
    return new ApiReply(status, Map.of(), "");
  }

  ApiReply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ApiReply(status, more, body);
  }

  ApiReply withBody(String other) {
    return new ApiReply(status, headers, other);
  }
}
