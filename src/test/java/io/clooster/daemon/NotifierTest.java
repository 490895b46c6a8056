// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.failover.Severity;
import io.clooster.message.Message;
import io.clooster.testing.Full;
import io.clooster.testing.Logged;
import io.clooster.testing.Service;
import io.clooster.testing.Slow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each notifier that calls by HTTP sends, and what it makes of the answer. */
@Timeout(60)
@Slow
class NotifierTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What means something in one place or another between here and there. */
  private static final String LETTERS = "+ % & ? # / \\ RAW(x) ' \" ${body} ü <b> *b* 😀";

  /** Secrets and targets that are to arrive as they are. */
  private static final String ODD = "a+b%25&c?d#e";

  @TempDir private Path directory;
  private RouteSession session;
  private Service service;

  /**
   * One of them.
   *
   * <p>{@code block} has {@code URL} for the service's URL; {@code body} is what is to be sent,
   * with the title and the text in the place of {@code TITLE} and {@code TEXT}; {@code header} is
   * one that ends with {@link #ODD}.
   */
  private enum Case {
    WEBHOOK(
        "{}",
        "\"webhook\": {\"url\": \"URL/in?to=a%2Bb&x=1\", \"body\": {\"say\": \"{title}\","
            + " \"n\": [1, true], \"s\": \"{severity} {other}\", \"o\": {\"p\": \"<{text}>\"}}, \"headers\": {\"X-Mine\": \""
            + ODD
            + "\"}}",
        "/in?to=a%2Bb&x=1",
        "X-Mine",
        "{\"say\": \"TITLE\", \"n\": [1, true], \"s\": \"critical {other}\", \"o\": {\"p\": \"<TEXT>\"}}"),
    NTFY(
        "{\"id\": \"x\", \"event\": \"message\"}",
        "\"ntfy\": {\"api\": \"URL\", \"topic\": \"alerts\", \"token\": \"" + ODD + "\"}",
        "/",
        "Authorization",
        "{\"topic\": \"alerts\", \"title\": \"TITLE\", \"message\": \"TEXT\", \"priority\": 5}"),
    SLACK(
        "ok",
        "\"slack\": {\"url\": \"URL/services/T/B/X\"}",
        "/services/T/B/X",
        "",
        "{\"text\": \"*ENTITIES TITLE*\\nENTITIES TEXT\", \"unfurl_links\": false}"),
    DISCORD(
        "{\"id\": \"1\"}",
        "\"discord\": {\"url\": \"URL/api/webhooks/1/X\"}",
        "/api/webhooks/1/X?wait=true",
        "",
        "{\"content\": \"**MARKDOWN TITLE**\\nMARKDOWN TEXT\", \"allowed_mentions\": {\"parse\": []}}"),
    TELEGRAM(
        "{\"ok\": true, \"result\": {}}",
        "\"telegram\": {\"api\": \"URL\", \"token\": \"1:Ab-c_d\", \"chat\": \"-100\"}",
        "/bot1:Ab-c_d/sendMessage",
        "",
        "{\"chat_id\": \"-100\", \"text\": \"TITLE\\n\\nTEXT\", \"link_preview_options\": {\"is_disabled\": true}}"),
    TEAMS(
        "",
        "\"teams\": {\"url\": \"URL/workflows/x/run?api-version=1&sp=%2Ft%2Frun&sig=a_b-c\"}",
        "/workflows/x/run?api-version=1&sp=%2Ft%2Frun&sig=a_b-c",
        "",
        """
        {"type": "message", "attachments": [{
          "contentType": "application/vnd.microsoft.card.adaptive",
          "content": {
            "type": "AdaptiveCard",
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
            "version": "1.4",
            "body": [
              {"type": "TextBlock", "text": "MARKDOWN TITLE", "weight": "Bolder", "wrap": true},
              {"type": "TextBlock", "text": "MARKDOWN TEXT", "wrap": true}]}}]}
        """),
    PAGERDUTY(
        "{\"status\": \"success\", \"dedup_key\": \"x\"}",
        "\"pagerduty\": {\"api\": \"URL\", \"routing_key\": \"" + ODD + "\"}",
        "/enqueue",
        "",
        """
        {"routing_key": "a+b%25&c?d#e", "event_action": "trigger", "dedup_key": "death-1",
         "client": "Clooster",
         "payload": {"summary": "TITLE", "source": "srv1.test", "severity": "critical",
                     "custom_details": {"text": "TEXT"}}}
        """),
    APPRISE(
        "{\"error\": null, \"details\": []}",
        "\"apprise\": {\"api\": \"URL\", \"key\": \"clooster\", \"tag\": \"a,b c\"}",
        "/notify/clooster",
        "",
        "{\"title\": \"TITLE\", \"body\": \"TEXT\", \"type\": \"failure\", \"format\": \"text\", \"tag\": \"a,b c\"}");

    /** By which it confirms a message. */
    private final String confirmation;

    private final String block;
    private final String target;
    private final String header;
    private final String body;

    Case(String confirmation, String block, String target, String header, String body) {
      this.confirmation = confirmation;
      this.block = block;
      this.target = target;
      this.header = header;
      this.body = body;
    }

    String config(Service service) {
      service.otherwise(this == TEAMS ? 202 : 200, Map.of(), confirmation);
      return block.replace("URL", service.uri().toString());
    }

    JsonNode body(String text) throws IOException {
      return JSON.readTree(
          body.replace("ENTITIES TITLE", quoted(entities("T " + text)))
              .replace("ENTITIES TEXT", quoted(entities(text)))
              .replace("MARKDOWN TITLE", quoted(markdown("T " + text)))
              .replace("MARKDOWN TEXT", quoted(markdown(text)))
              .replace("TITLE", quoted("T " + text))
              .replace("TEXT", quoted(text)));
    }

    private static String entities(String text) {
      return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String markdown(String text) {
      return text.replaceAll("[\\\\*_~`|>#\\[\\]()-]", "\\\\$0");
    }

    private static String quoted(String text) throws IOException {
      String json = JSON.writeValueAsString(text);
      return json.substring(1, json.length() - 1);
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    session = RouteSession.listening(directory);
    service = new Service();
  }

  @AfterEach
  void stop() {
    session.close();
    service.close();
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void aMessageArrivesLetterByLetter(Case notifier) throws Exception {
    session.with(notifier.config(service)).start();

    tell("T " + LETTERS, LETTERS, Severity.CRITICAL);

    await().until(() -> session.filesInOutbox().isEmpty() && !service.calls().isEmpty());
    assertThat(service.calls()).hasSize(1);
    Service.Call call = service.calls().get(0);
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.target()).isEqualTo(notifier.target);
    if (!notifier.header.isEmpty()) {
      assertThat(call.headers().get(notifier.header)).endsWith(ODD);
    }
    assertThat(call.headers()).containsEntry("Content-Type", "application/json");
    assertThat(call.headers()).doesNotContainKeys("title", "event", "incident", "severity");
    assertThat(JSON.readTree(call.body())).isEqualTo(notifier.body(LETTERS));
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  @Full
  void aRefusalForTheMomentWaitsAsLongAsTheServiceAsks(Case notifier) throws Exception {
    service.answer(429, Map.of("Retry-After", "3"), "slow down");
    session.with(notifier.config(service)).start();
    long begin = System.nanoTime();

    tell("T", "text", Severity.CRITICAL);

    await().atMost(Duration.ofSeconds(30)).until(() -> service.calls().size() == 2);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(3));
    await().until(() -> session.filesInOutbox().isEmpty());
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  @Full
  void aRefusalForGoodIsPutAsideAndNoSecretIsLogged(Case notifier) throws Exception {
    service.answer(400, Map.of(), "no such thing: " + ODD);
    try (Logged log = Logged.by("ROOT")) {
      session.with(notifier.config(service)).start();

      tell("T", "text", Severity.CRITICAL);

      await().until(() -> log.with("refused for good (HTTP 400)").count() == 1);
      assertThat(log.lines())
          .noneMatch(line -> line.contains(ODD) || line.contains("Ab-c_d"))
          .noneMatch(line -> line.contains("/services/T/B/X") || line.contains("sig=a_b-c"));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Case.class, mode = EnumSource.Mode.EXCLUDE, names = "WEBHOOK")
  @Full
  void whatDoesNotConfirmIsTriedAgain(Case notifier) throws Exception {
    service.answer(200, Map.of("Content-Type", "text/html"), "<!DOCTYPE html><p>Log in</p>");
    service.answer(200, Map.of(), "{\"ok\": false, \"error\": \"no\"}");
    if (notifier != Case.TEAMS) {
      service.answer(204, Map.of(), "");
    }
    try (Logged log = Logged.by("ROOT")) {
      session.with(notifier.config(service)).start();

      tell("T", "text", Severity.CRITICAL);

      await().until(() -> session.filesInOutbox().isEmpty() && service.calls().size() > 2);
      assertThat(service.calls()).hasSize(notifier == Case.TEAMS ? 3 : 4);
      assertThat(log.with("state=undelivered: the answer is HTTP 200 \"<!DOCTYPE html>"))
          .hasSize(1)
          .allMatch(line -> line.contains(", by which this service confirms a message: is it"));
      assertThat(log.with("state=undelivered: the answer is HTTP 200 \"{\"ok\": false")).hasSize(1);
    }
  }

  @Test
  void aWebhookWithoutABodyOfItsOwnGetsTheEventAndItsSignature() throws Exception {
    session
        .with(
            "\"webhook\": {\"url\": \"URL/\", \"secret\": \"key\"}"
                .replace("URL", service.uri().toString()))
        .start();

    tell("T", "ü", Severity.WARNING);

    await().until(() -> !service.calls().isEmpty());
    Service.Call call = service.calls().get(0);
    JsonNode event = JSON.readTree(call.body());
    assertThat(event.path("text").textValue()).isEqualTo("ü");
    assertThat(event.path("incident").textValue()).isEqualTo("death-1");
    assertThat(event.path("phase").textValue()).isEqualTo("open");
    assertThat(call.headers())
        .containsEntry("X-Clooster-Signature", "sha256=" + hmac("key", call.body()));
  }

  @Test
  void whatEndsAnIncidentResolvesItsAlert() throws Exception {
    session.with(Case.PAGERDUTY.config(service)).start();

    tell("peer-up", "T", "text", Severity.INFO);

    await().until(() -> !service.calls().isEmpty());
    JsonNode event = JSON.readTree(service.calls().get(0).body());
    assertThat(event.path("event_action").textValue()).isEqualTo("resolve");
    assertThat(event.path("dedup_key").textValue()).isEqualTo("death-1");
  }

  @ParameterizedTest
  @EnumSource(
      value = Case.class,
      names = {"NTFY", "DISCORD", "TELEGRAM"})
  void aLongTextIsShortenedToWhatTheServiceTakes(Case notifier) throws Exception {
    session.with(notifier.config(service)).start();

    tell("T", "ü*".repeat(10_000), Severity.CRITICAL);

    await().until(() -> !service.calls().isEmpty());
    JsonNode body = JSON.readTree(service.calls().get(0).body());
    switch (notifier) {
      case NTFY ->
          assertThat(body.path("message").textValue().getBytes(UTF_8)).hasSizeBetween(3_900, 4_096);
      case DISCORD -> assertThat(body.path("content").textValue().length()).isBetween(1_000, 2_000);
      default -> assertThat(body.path("text").textValue().length()).isBetween(3_500, 4_096);
    }
  }

  private static String hmac(String key, String body) throws Exception {
    var mac = javax.crypto.Mac.getInstance("HmacSHA256");
    mac.init(new javax.crypto.spec.SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
    return java.util.HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
  }

  private void tell(String title, String text, Severity severity) {
    tell("peer-down", title, text, severity);
  }

  private void tell(String kind, String title, String text, Severity severity) {
    session
        .daemon()
        .context()
        .createFluentProducerTemplate()
        .to("seda:notify")
        .withBody(
            new Message(
                "run-1",
                kind,
                "moved",
                severity,
                RouteSession.PEER,
                "death-1",
                Map.of(),
                title,
                text))
        .send();
  }
}
