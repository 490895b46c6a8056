// SPDX-License-Identifier: Apache-2.0
package io.clooster.message;

import io.clooster.failover.Severity;
import java.util.Map;

/**
 * Something that the administrator is told, in words, and for machines.
 *
 * @param id unique over restarts: a message sent twice can be recognised by it
 * @param kind what happened, as {@code peer-down}
 * @param variant what came of it, as {@code moved}; empty where there is but one outcome
 * @param severity how much it matters
 * @param peer the other server that it is about, empty when it is about none
 * @param incident the death that it is about, or ends, alike on all servers; empty for none
 * @param parameters its values by name: text, numbers, lists, durations in seconds, moments in ISO
 *     8601
 * @param title one line
 * @param text the story
 */
public record Message(
    String id,
    String kind,
    String variant,
    Severity severity,
    String peer,
    String incident,
    Map<String, Object> parameters,
    String title,
    String text) {

  public Message {
    parameters = Map.copyOf(parameters);
  }

  /** One that somebody else has worded. */
  public Message(String id, String kind, String peer, String title, String text) {
    this(id, kind, "", Severity.of(kind), peer, "", Map.of(), title, text);
  }
}
