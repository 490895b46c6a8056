// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.clooster.failover.Severity;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One message for one notifier, as it lies in the outbox.
 *
 * @param service the notifier's block in the config
 * @param id unique over restarts: a message sent twice can be recognised by it
 * @param title one line
 * @param text the story
 * @param event the same for machines: {@code kind}, {@code variant}, {@code severity} ({@code
 *     info}, {@code warning}, {@code critical}), {@code server}, {@code peer}, {@code record},
 *     {@code at} (ISO 8601, UTC), {@code parameters}; {@code incident} where it is about a death
 * @param epoch of one that waits for a write: that of the claim it makes, 0 without claims
 * @param value of one that waits for a write: what the record is to hold; null of any other
 */
public record OutboxMessage(
    String service,
    String id,
    String title,
    String text,
    Map<String, Object> event,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long epoch,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String value) {
  static final String INCIDENT = "incident";
  private static final String SEVERITY = "severity";

  /** The kind of message that ends a death's incident. */
  private static final String ENDS = "peer-up";

  /** One that waits for nothing. */
  OutboxMessage(String service, String id, String title, String text, Map<String, Object> event) {
    this(service, id, title, text, event, 0, null);
  }

  /** The same, to be told when a write shows. */
  OutboxMessage intended(long itsEpoch, String itsValue) {
    return new OutboxMessage(service, id, title, text, event, itsEpoch, itsValue);
  }

  /** The same in other words, and waiting for nothing. */
  OutboxMessage worded(String itsTitle, String itsText) {
    return new OutboxMessage(service, id, itsTitle, itsText, event);
  }

  /** False for what was read from a file that lacks something. */
  @JsonIgnore
  boolean isWhole() {
    return Stream.of(service, id, title, text, event).allMatch(Objects::nonNull);
  }

  /** As it is written; a message of an older version does not say it. */
  @JsonIgnore
  String severity() {
    return String.valueOf(event.getOrDefault(SEVERITY, Severity.WARNING.word()));
  }

  /**
   * What it is to the incident: {@code closed} where it ends that, else {@code open}; empty of a
   * message without one.
   */
  @JsonIgnore
  String phase() {
    if (incident().isEmpty()) {
      return "";
    }
    return ENDS.equals(event.get("kind")) ? "closed" : "open";
  }

  /** The death that it is about, or ends; empty for none, and in a message of an older version. */
  @JsonIgnore
  String incident() {
    return event.get(INCIDENT) instanceof String incident ? incident : "";
  }
}
