// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.call.Redaction;
import io.clooster.config.Config;
import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Severity;
import io.clooster.failover.Values;
import io.clooster.message.Message;
import io.clooster.message.Messages;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.jspecify.annotations.Nullable;

/** Writes the files of a message, and opens them again for their notifiers. */
public final class Outbox {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** ISO 8601, basic, as a colon in a file name is a nuisance; the same in every locale. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Config config;
  private final Messages messages;
  private final String run = TIME.format(Instant.now());
  private final AtomicLong written = new AtomicLong();

  public Outbox(Config config, Messages messages) {
    this.config = config;
    this.messages = messages;
  }

  /** One message for each notifier that wants to hear of what matters so much. */
  public List<OutboxMessage> of(Message message) {
    Map<String, Object> event = event(message);
    return config.notifiers().stream()
        .filter(notifier -> message.severity().isAtLeast(notifier.least()))
        .filter(notifier -> !NotifierWatch.isAbout(message, notifier.name()))
        .map(notifier -> to(notifier.name(), message, event))
        .toList();
  }

  /** The message for this notifier, however little it matters. */
  public OutboxMessage to(String service, Message message) {
    return to(service, message, event(message));
  }

  private static OutboxMessage to(String service, Message message, Map<String, Object> event) {
    return new OutboxMessage(
        service, message.id(), Redaction.of(message.title()), Redaction.of(message.text()), event);
  }

  /** A message about the outbox itself. */
  OutboxMessage own(String service, String kind, String variant, Values values) {
    String id =
        String.join("-", config.thisServer(), run, kind, String.valueOf(written.incrementAndGet()));
    Message message = messages.of(new Action.Notify(id, kind, variant, "", values));
    return new OutboxMessage(service, id, message.title(), message.text(), event(message));
  }

  /** What is to lie in the outbox of a message, under a new name, which makes it the latest. */
  FiledMessage filed(Message message) {
    String name = name(OutboxSubject.of(message), message.severity());
    return new FiledMessage(message.id(), name, of(message));
  }

  /** True when this run of the server gave the name, or writes under it. */
  boolean isOfThisRun(String name) {
    return name.contains("-" + run + "-");
  }

  /** A new name for the file of a message that is not worded yet. */
  String name(Action.Notify message) {
    return name(OutboxSubject.of(message), message.severity());
  }

  /** The same for one that had another name. */
  String renamed(String file) {
    return name(OutboxFileName.subject(file), OutboxFileName.severity(file));
  }

  private String name(String subject, Severity severity) {
    return OutboxFileName.name(run, written.incrementAndGet(), subject, severity);
  }

  /**
   * What the body's file holds.
   *
   * @throws IOException when it can't be read, or is no small regular file any more
   */
  public String read(Exchange exchange) throws IOException, InvalidPayloadException {
    return read(exchange.getMessage().getMandatoryBody(File.class).toPath());
  }

  /** The same of a file. No link is followed, and no more is read than a message can be. */
  static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(OutboxFileName.LARGEST + 1);
      if (bytes.length > OutboxFileName.LARGEST) {
        throw new IOException(file + " is larger than a message can be");
      }
      return new String(bytes, UTF_8);
    }
  }

  /**
   * Gives a notifier what it works with: the text as body, {@code title}, {@code id}, {@code
   * severity}, {@code incident} (empty where it is about no death), {@code phase} ({@code open} or
   * {@code closed}, for the incident), {@code server} (who tells) and {@code event} (JSON) as
   * headers.
   *
   * @throws MalformedOutboxFile when the file is none
   */
  public void open(Exchange exchange) throws MalformedOutboxFile, JsonProcessingException {
    present(message(exchange.getMessage().getBody(String.class)), exchange);
  }

  /** The same of a message that lies in no file. */
  public void present(OutboxMessage outboxMessage, Exchange exchange)
      throws JsonProcessingException {
    exchange.getMessage().setBody(outboxMessage.text());
    Map<String, Object> event = new LinkedHashMap<>(outboxMessage.event());
    event.put("id", outboxMessage.id());
    if (!outboxMessage.phase().isEmpty()) {
      event.put("phase", outboxMessage.phase());
    }
    event.put("title", outboxMessage.title());
    event.put("text", outboxMessage.text());
    exchange.getMessage().setHeader("title", outboxMessage.title());
    exchange.getMessage().setHeader("id", outboxMessage.id());
    exchange.getMessage().setHeader("severity", outboxMessage.severity());
    exchange.getMessage().setHeader(OutboxMessage.INCIDENT, outboxMessage.incident());
    exchange.getMessage().setHeader("phase", outboxMessage.phase());
    exchange.getMessage().setHeader("server", config.thisServer());
    exchange.getMessage().setHeader("event", JSON.writeValueAsString(event));
  }

  /** What the decision hears of a message about this death when a notifier took it. */
  public Event delivered(String incident) {
    return new Event.Delivered(incident);
  }

  static OutboxMessage message(@Nullable String text) throws MalformedOutboxFile {
    try {
      OutboxMessage outboxMessage = JSON.readValue(text == null ? "" : text, OutboxMessage.class);
      if (outboxMessage != null && outboxMessage.isWhole()) {
        return outboxMessage;
      }
    } catch (JsonProcessingException e) {
      throw new MalformedOutboxFile("it can't be read");
    }
    throw new MalformedOutboxFile("parts of it are missing");
  }

  static String json(OutboxMessage outboxMessage) throws JsonProcessingException {
    return JSON.writeValueAsString(outboxMessage);
  }

  private Map<String, Object> event(Message message) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("kind", message.kind());
    if (!message.variant().isEmpty()) {
      event.put("variant", message.variant());
    }
    event.put("severity", message.severity().word());
    event.put("server", config.thisServer());
    if (!message.peer().isEmpty()) {
      event.put("peer", message.peer());
    } else if (config.protocol() == 1) {
      event.put("peer", config.otherServer());
    }
    if (!message.incident().isEmpty()) {
      event.put(OutboxMessage.INCIDENT, message.incident());
    }
    event.put("record", String.join(", ", config.recordNames()));
    event.put("at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    event.put("parameters", redacted(message.parameters()));
    return event;
  }

  private static Object redacted(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> all = new LinkedHashMap<>();
      map.forEach((name, each) -> all.put(String.valueOf(name), redacted(each)));
      return all;
    } else if (value instanceof List<?> several) {
      return several.stream().map(Outbox::redacted).toList();
    }
    return value instanceof String text ? Redaction.of(text) : value;
  }
}
