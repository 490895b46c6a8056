// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The frame around every answer of Cloudflare's. */
final class Envelope {
  private Envelope() {}

  static ApiAnswer success(JsonNode result) {
    return ApiAnswer.json(200, frame(true, result));
  }

  static ApiAnswer page(JsonNode result, JsonNode resultInfo) {
    return ApiAnswer.json(200, frame(true, result).set("result_info", resultInfo));
  }

  static ApiAnswer failure(ApiError error) {
    ObjectNode frame = frame(false, Json.object().nullNode());
    ObjectNode entry = frame.withArray("errors").addObject();
    entry.put("code", error.code()).put("message", error.text());
    if (!error.causeText().isEmpty()) {
      entry
          .withArray("error_chain")
          .addObject()
          .put("code", error.causeCode())
          .put("message", error.causeText());
    }
    return ApiAnswer.json(error.status(), frame);
  }

  private static ObjectNode frame(boolean success, JsonNode result) {
    ObjectNode frame = Json.object();
    frame.set("result", result);
    frame.put("success", success);
    frame.putArray("errors");
    frame.putArray("messages");
    return frame;
  }
}
