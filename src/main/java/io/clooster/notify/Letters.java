// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.config.Config;
import io.clooster.failover.Action;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Writes the letters of a message, and opens them again for their messengers. */
public final class Letters {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Config config;

  public Letters(Config config) {
    this.config = config;
  }

  /** One letter for each messenger of the config. */
  public List<Letter> of(Action.Notify message) {
    Map<String, String> event = event(message);
    return config.messengers().stream()
        .map(service -> new Letter(service, message.id(), message.title(), message.text(), event))
        .toList();
  }

  /**
   * Gives a messenger what it works with: the text as body, {@code title}, {@code id} and {@code
   * event} (JSON) as headers.
   *
   * @throws JsonProcessingException when the file is no letter
   */
  public void open(Exchange exchange) throws JsonProcessingException {
    Message message = exchange.getMessage();
    Letter letter = JSON.readValue(message.getBody(String.class), Letter.class);
    message.setBody(letter.text());
    message.setHeader("title", letter.title());
    message.setHeader("id", letter.id());
    message.setHeader("event", JSON.writeValueAsString(letter.event()));
  }

  private Map<String, String> event(Action.Notify message) {
    Map<String, String> event = new LinkedHashMap<>();
    event.put("kind", message.kind());
    event.put("server", config.thisServer());
    event.put("peer", config.otherServer());
    event.put("record", config.record().name());
    event.put("at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    return event;
  }
}
