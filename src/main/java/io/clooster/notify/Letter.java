// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One message for one messenger, as it lies in the outbox.
 *
 * @param service the messenger's block in the config
 * @param id unique over restarts: a letter sent twice can be recognised by it
 * @param title one line
 * @param text the story
 * @param event the same for machines: {@code kind}, {@code server}, {@code peer}, {@code record},
 *     {@code at} (ISO 8601, UTC)
 */
public record Letter(
    String service, String id, String title, String text, Map<String, String> event) {

  /** False for what was read from a file that lacks something. */
  @JsonIgnore
  boolean isWhole() {
    return Stream.of(service, id, title, text, event).allMatch(Objects::nonNull);
  }
}
