// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The form of a note in a request.
 *
 * @param fields what was sent, checked
 * @param target the one field that says whom it is for; empty for all own devices
 */
record PushForm(ObjectNode fields, Optional<String> target) {
  private static final List<String> TARGETS =
      List.of("device_iden", "email", "channel_tag", "client_iden");
  private static final Set<String> OTHERS = Set.of("type", "title", "body", "guid");

  /** A request that Pushbullet refuses, in its words. */
  static final class Invalid extends Exception {
    private static final long serialVersionUID = 1;

    Invalid(String message) {
      super(message);
    }
  }

  /**
   * Checks a note.
   *
   * @throws Invalid if a field is missing, unknown or no text, or it has several targets
   */
  static PushForm of(ObjectNode body) throws Invalid {
    for (var field : body.properties()) {
      if (!OTHERS.contains(field.getKey()) && !TARGETS.contains(field.getKey())) {
        throw new Invalid("Unexpected field '" + field.getKey() + "'.");
      }
      if (!field.getValue().isTextual() || field.getValue().asText().isEmpty()) {
        throw new Invalid("Field '" + field.getKey() + "' must be a non-empty text.");
      }
    }
    if (!body.path("type").asText().equals("note")) {
      throw new Invalid("The param 'type' must be 'note'.");
    }
    if (!body.has("title") && !body.has("body")) {
      throw new Invalid("A note needs a 'title' or a 'body'.");
    }
    List<String> targets = TARGETS.stream().filter(body::has).toList();
    if (targets.size() > 1) {
      throw new Invalid("Only one of " + String.join(", ", TARGETS) + " may be given.");
    }
    if (body.has("email") && !text(body, "email").contains("@")) {
      throw new Invalid("The param 'email' is not an e-mail address.");
    }
    return new PushForm(body, targets.stream().findFirst());
  }

  String guid() {
    return text(fields, "guid");
  }

  Push push(String iden) {
    return new Push(
        System.nanoTime(),
        Instant.now(),
        iden,
        guid(),
        text(fields, "title"),
        text(fields, "body"),
        target.map(name -> name + "=" + text(fields, name)));
  }

  private static String text(JsonNode fields, String name) {
    return fields.path(name).asText();
  }
}
