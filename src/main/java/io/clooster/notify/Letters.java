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
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Writes the letters of a message, and opens them again for their messengers. */
public final class Letters {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Config config;
  private final long run = System.currentTimeMillis();
  private final AtomicLong written = new AtomicLong();

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

  /** Where in the outbox to put a letter: by name the files lie in the order of writing. */
  public String file(Letter letter) {
    return "%s/%d-%06d.json".formatted(letter.service(), run, written.incrementAndGet());
  }

  /**
   * Gives a messenger what it works with: the text as body, {@code title}, {@code id} and {@code
   * event} (JSON) as headers.
   *
   * @throws NoLetter when the file is none
   */
  public void open(Exchange exchange) throws NoLetter, JsonProcessingException {
    Message message = exchange.getMessage();
    Letter letter = letter(message.getBody(String.class));
    message.setBody(letter.text());
    message.setHeader("title", letter.title());
    message.setHeader("id", letter.id());
    message.setHeader("event", JSON.writeValueAsString(letter.event()));
  }

  private static Letter letter(@Nullable String text) throws NoLetter {
    try {
      Letter letter = JSON.readValue(text == null ? "" : text, Letter.class);
      if (letter != null && letter.isWhole()) {
        return letter;
      }
    } catch (JsonProcessingException e) {
      throw new NoLetter("it can't be read");
    }
    throw new NoLetter("parts of it are missing");
  }

  private Map<String, String> event(Action.Notify message) {
    Map<String, String> event = new LinkedHashMap<>();
    event.put("kind", message.kind());
    event.put("server", config.thisServer());
    if (!message.peer().isEmpty()) {
      event.put("peer", message.peer());
    } else if (config.protocol() == 1) {
      event.put("peer", config.otherServer());
    }
    event.put("record", String.join(", ", config.recordNames()));
    event.put("at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    return event;
  }
}
