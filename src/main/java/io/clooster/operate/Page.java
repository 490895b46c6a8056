// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clooster.failover.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How it stands, as a page for a browser: one document that loads nothing else. Names and texts in
 * it are somebody else's, and only text. It needs no script; with the one that it has it lives, and
 * gives orders for who types the operator's token into it.
 */
public final class Page {
  /** The most alerts, causes and notifiers that are shown. */
  static final int MOST = 10;

  private static final JsonMapper JSON = new JsonMapper();

  private final StatusView view;
  private final Clock clock;
  private final String style = resource("page.css");
  private final String script = resource("page.js");
  private final String policy = policy(style, script);

  /** Of what {@code view} tells. */
  public Page(StatusView view) {
    this(view, Clock.systemUTC());
  }

  Page(StatusView view, Clock clock) {
    this.view = view;
    this.clock = clock;
  }

  /** What a browser may do with it: nothing but what stands in it, and ask this server. */
  public String policy() {
    return policy;
  }

  private static String policy(String style, String script) {
    return "default-src 'none'; style-src '"
        + hash(style)
        + "'; script-src '"
        + hash(script)
        + "'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none';"
        + " frame-ancestors 'none'";
  }

  /**
   * All of it.
   *
   * @param incidents the last ones, as {@code /incidents} tells them
   * @param waiting how many messages wait for each notifier
   */
  public String of(Status status, Map<String, Object> incidents, Map<String, Integer> waiting) {
    return of(
        JSON.<JsonNode>valueToTree(view.of(status)),
        JSON.<JsonNode>valueToTree(incidents),
        waiting);
  }

  String of(JsonNode status, JsonNode incidents, Map<String, Integer> waiting) {
    Html page = new Html();
    PageIncidents last = new PageIncidents(incidents);
    String server = status.path("self").path("name").asText("");
    PageState state = new PageState(status);
    head(page, status, state.word() + " · " + server);
    page.raw("<header><h1>Clooster on <b>").text(server).raw("</b></h1>");
    state.write(page);
    page.raw("<p class=\"state down\" role=\"alert\" id=\"away\" hidden></p></header>");
    page.raw("<main><section id=\"record\" data-live>");
    record(page, status, last);
    page.raw("</section><section id=\"facts\" data-live>");
    PageFacts.write(page, status, last, waiting);
    page.raw("</section><section class=\"wide\" id=\"servers\" data-live><h2>Servers</h2>");
    new PageServers(status).write(page);
    page.raw("</section><section id=\"alerts\" data-live><h2>Told and not over</h2>");
    alerts(page, status);
    page.raw("</section>");
    PageOrders.write(page, status, server);
    page.raw("<section class=\"wide\" id=\"incidents\" data-live><h2>Last incidents</h2>");
    last.write(page);
    page.raw("</section></main>");
    foot(page, status);
    return page.toString();
  }

  private void head(Html page, JsonNode status, String title) {
    page.raw("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    page.raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
    page.raw("<meta name=\"robots\" content=\"noindex\"><link rel=\"icon\" href=\"data:,\">");
    page.raw("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>");
    page.element("title", title + " · Clooster");
    page.raw("<style>").raw(style).raw("</style></head>");
    page.raw("<body data-drained=\"" + status.path("drained").asBoolean());
    page.raw("\" data-held=\"" + status.path("held").asBoolean());
    page.raw("\" data-chosen=\"" + status.path("claim").path("pinned").asBoolean() + "\">");
  }

  /** Some of them are enough. */
  static List<String> first(JsonNode texts) {
    List<String> first = new ArrayList<>();
    for (JsonNode each : texts) {
      if (first.size() < MOST) {
        first.add(each.asText());
      }
    }
    return first;
  }

  private void record(Html page, JsonNode status, PageIncidents last) {
    JsonNode record = status.path("record");
    String holder = status.path("holder").asText("");
    page.raw("<h2>Record</h2><dl>");
    page.term("names", String.join(", ", first(record.path("names"))));
    page.term("points at", record.path("value").asText("not read yet"));
    if (!record.path("as_wanted").asBoolean(true)) {
      page.term("is to be", record.path("wanted").asText(""));
    }
    page.term(
        "held by", holder.isEmpty() || holder.equals("null") ? "nobody that is known" : holder);
    Instant since = since(status, holder, last);
    page.term("since", since == null ? "not known here" : PageTime.moment(since));
    page.raw("</dl>");
  }

  private @Nullable Instant since(JsonNode status, String holder, PageIncidents last) {
    JsonNode held = status.path("self").path("holds_for");
    return held.isNumber()
        ? clock.instant().minusMillis((long) (held.asDouble() * 1000))
        : last.heldSince(holder);
  }

  private static void alerts(Html page, JsonNode status) {
    JsonNode alerts = status.path("alerts");
    if (alerts.isEmpty()) {
      page.raw("<p>✔ Nothing.</p>");
      return;
    }
    page.raw("<ul class=\"list\">");
    for (int i = 0; i < Math.min(MOST, alerts.size()); i++) {
      JsonNode alert = alerts.path(i);
      page.element(
          "li", "▲ " + alert.path("kind").asText("") + " " + alert.path("server").asText(""));
    }
    page.raw("</ul>");
  }

  private void foot(Html page, JsonNode status) {
    page.raw("<footer><p id=\"foot\" data-live>");
    page.text("Clooster " + status.path("version").asText("") + ", protocol ");
    page.text(status.path("protocol").asText("")).raw(" · as of ");
    page.text(PageTime.moment(clock.instant()));
    page.raw(" · <a href=\"/status\">status</a> · <a href=\"/incidents\">incidents</a>");
    page.raw(" · <a href=\"/metrics\">metrics</a></p></footer><script>");
    page.raw(script).raw("</script></body></html>");
  }

  private static String resource(String name) {
    try (InputStream bytes = Page.class.getResourceAsStream(name)) {
      if (bytes == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(bytes.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }
}
