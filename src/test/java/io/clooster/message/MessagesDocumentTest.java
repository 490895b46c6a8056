// SPDX-License-Identifier: Apache-2.0
package io.clooster.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Action;
import io.clooster.failover.Moment;
import io.clooster.failover.Reason;
import io.clooster.failover.Severity;
import io.clooster.failover.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Makes docs/messages.md, an example of each message and each line of the log, from the shipped
 * words, and compares it with what is there.
 */
class MessagesDocumentTest {
  private static final Path DOCUMENT = Path.of("docs", "messages.md");

  private static final String HEAD =
      """
      # Messages and log lines

      An example of all that Clooster tells you or logs, made from `routes/messages.properties` and the program by a test.

      **Words of your own**, in another language too, stand in `routes/site/messages.properties`, which an upgrade leaves
      alone. Make it, as UTF-8, and write only the entries that you change, by the same keys and with the same `{values}` as in
      `routes/messages.properties`:

      ```properties
      link-back.title = [{server}] Die Verbindung zu {peer} steht wieder
      ```

      `clooster check`, and each start, names an unknown key or value with file, line and key, and a restart brings the words.
      What is missing there, or broken, is told in the shipped words; no message is ever lost for its words.
      (`routes/messages.properties` itself can be changed, too; an upgrade replaces it.)

      A notifier gets the text as body, and the rest as headers: `title`, `id`, `severity`, `server`, `incident`, `phase`
      (`open`, or `closed` where it ends the incident) and `event`, all of it as JSON: `kind`, `variant`, `severity`,
      `server`, `peer`, `record`, `at`, `incident`, `phase`, `id`, `title`, `text`, and
      the values of the message as `parameters` (durations in seconds, moments by ISO 8601). The words may change
      between versions: filter by `kind` and `variant`.

      `id` is another one for each message, and the same when one is sent twice. `incident` is one name for one death,
      whichever server tells it: `srv1-7`, the server that died and the claim's epoch as it knew it (without a claim
      `srv1-0-1764460800000`, with its run; a number behind a dot counts deaths that these don't tell apart). All
      `peer-down` and `peer-stopped` messages of that death have it, and so has the `peer-up` that ends it, where that is
      known; other messages have none (an empty header, no field). **As the key by which a service joins alerts** (`dedup_key`,
      `alias`, a thread) take `incident` where there is one, and else `id`: close it with `peer-up`. A group tells each death
      at least once, and twice only where one server can't know that another one's message was delivered. A planned
      stop is `info`.

      """;

  /** The first word of a line's state. */
  private static final Pattern STATE = Pattern.compile("(?:^|\\s)state=([a-z-]+)");

  private static final Moment MOMENT = new Moment(0);

  /** What each value may be, by its name. */
  private static final Map<String, Object> EXAMPLES = new HashMap<>();

  static {
    EXAMPLES.put("drained", List.of("srv2"));
    EXAMPLES.put("unhealthy", List.of("srv3"));
    EXAMPLES.put("lasts", Duration.ofMinutes(30));
    EXAMPLES.put("until", MOMENT);
    EXAMPLES.put("step", "site-before-write");
    EXAMPLES.put("program", "/usr/local/bin/promote");
    EXAMPLES.put("hook", "on_active");
    EXAMPLES.put("target", "srv1");
    EXAMPLES.put("answer", "HTTP 503");
    EXAMPLES.put("waited", Duration.ofSeconds(42));
    EXAMPLES.put("title", "[srv2] The record 'www.example.com' goes back to 'srv1'");
    EXAMPLES.put("text", "The address for 'www.example.com' has been changed to 'srv1'");
    EXAMPLES.putAll(
        Map.of(
            "peer", "srv1",
            "reason", "connection closed, nobody listens there",
            "value", "srv2",
            "resolvers", Duration.ofSeconds(287),
            "overwritten", "198.51.100.7",
            "hint", "connecting to srv1.example.com/192.0.2.1:7777: Connection refused",
            "failure", "the DNS provider: HTTP 503",
            "found", "198.51.100.7",
            "wanted", "srv2",
            "after", Duration.ofMillis(2412)));
    EXAMPLES.putAll(
        Map.of(
            "service",
            "pushbullet",
            "provider",
            "cloudflare",
            "look_after",
            "srv1",
            "visible",
            1,
            "servers",
            3,
            "count",
            12L,
            "most",
            1000,
            "missing",
            Duration.ofMinutes(1),
            "lagging",
            List.of("ns2.example.net (192.0.2.53): no answer"),
            "by",
            List.of("srv1")));
    EXAMPLES.putAll(
        Map.of(
            "epoch",
            8L,
            "claim",
            "srv2",
            "suspected",
            Duration.ofMillis(2100),
            "decided",
            Duration.ofSeconds(2),
            "written",
            Duration.ofMillis(2190),
            "times",
            3,
            "left_out",
            17L,
            "delay",
            Duration.ofMinutes(5),
            "at",
            "2026-03-01T12:00:00Z",
            "left",
            "13 days"));
    EXAMPLES.putAll(
        Map.of(
            "witness", "srv3",
            "within", Duration.ofMinutes(2),
            "silence", Duration.ofMillis(3100),
            "retry", Duration.ofMillis(1800),
            "renewal", Duration.ofMinutes(1),
            "renew", Duration.ofSeconds(10),
            "how", "it renews its claim, so it lives; only the path to it is cut",
            "gap", Duration.ofSeconds(31),
            "difference", "servers only here: srv3",
            "asked", 2));
  }

  private static final List<String> UNASKED =
      List.of("the name servers of example.com can't be found: no answer");

  /** Where a value means something else in one message. */
  private static final Map<String, Object> OWN_EXAMPLES = new HashMap<>();

  static {
    EXAMPLES.putAll(
        Map.of(
            "observers",
            List.of("srv3"),
            "unlisted",
            List.of("srv3"),
            "holder",
            "srv3",
            "check",
            "http://127.0.0.1:8080/health: HTTP 500",
            "down",
            Duration.ofSeconds(194),
            "place",
            "srv1.example.com:7777",
            "lasted",
            Duration.ofSeconds(194),
            "heard",
            MOMENT,
            "silent",
            MOMENT,
            "verified",
            Duration.ofMillis(7200)));
    OWN_EXAMPLES.put("step-failed.text failure", "it did not end within 1 s");
    String before = "before_active: /usr/local/bin/may-be-promoted: exit status 1: replica lags";
    OWN_EXAMPLES.put("peer-down.unprepared.text check", before);
    OWN_EXAMPLES.put("peer-stopped.unprepared.text check", before);
    OWN_EXAMPLES.put("no-eligible-server.unprepared.text check", before);
    OWN_EXAMPLES.put("log.server-unprepared reason", before);
    OWN_EXAMPLES.put("log.server-unprepared retry", Duration.ofSeconds(10));
    String failed = "exit status 1: FATAL: no recovery in progress";
    for (String hook : List.of("on-active", "on-standby", "on-unhealthy")) {
      OWN_EXAMPLES.put("hook-failed." + hook + ".text failure", failed);
      OWN_EXAMPLES.put("hook-failed." + hook + ".text retry", Duration.ofSeconds(5));
    }
    OWN_EXAMPLES.put("hook-failed.before-active.text program", "/usr/local/bin/may-be-promoted");
    OWN_EXAMPLES.put("hook-failed.before-active.text failure", "exit status 1: replica lags");
    OWN_EXAMPLES.putAll(
        Map.of(
            "log.server-unhealthy reason", "http://127.0.0.1:8080/health: HTTP 500",
            "log.peer-unreachable reason", "connecting to srv1.example.com: Connection refused",
            "log.peer-disconnected reason", "closed by the peer",
            "log.peer-disconnected.unheard reason", "closed by the peer",
            "log.peer-restarting reason", "it is restarted",
            "log.record-refused reason", "the DNS provider: HTTP 400",
            "log.record-failing reason", "the DNS provider: HTTP 503",
            "messages-dropped.one.title count", 1L,
            "messages-dropped.one.text count", 1L));
    OWN_EXAMPLES.putAll(
        Map.of(
            "log.record-moved suspected", MOMENT,
            "name-servers-lag.unasked.text lagging", UNASKED,
            "log.record-lagging.unasked lagging", UNASKED,
            "log.record-moved.verified suspected", MOMENT,
            "record-lost.denied.text failure",
                "Cloudflare says: 9109 Invalid access token (HTTP 403)"));
  }

  private final Texts texts = Texts.shipped();
  private final Messages messages =
      new Messages(
          texts,
          "srv2",
          "www.example.com",
          Map.of("srv1", "srv1.example.com:7777"),
          moment -> Instant.parse("2026-03-01T05:12:31Z").plusNanos(moment.nanos()));

  @Test
  void theDocumentHasAnExampleOfEachMessageAndLine() throws IOException {
    String made = document();

    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target", "messages.md"), made);
    assertThat(Files.readString(DOCUMENT))
        .as("docs/messages.md; the test left what it should be in target/messages.md")
        .isEqualTo(made);
  }

  private String document() throws IOException {
    StringBuilder text = new StringBuilder(HEAD).append("## Messages\n");
    Set<String> done = new LinkedHashSet<>();
    StringBuilder lines = new StringBuilder();
    StringBuilder reasons = new StringBuilder();
    for (String key : keys()) {
      if (key.startsWith("reason.")) {
        reasons.append(reason(key)).append('\n');
      } else if (key.startsWith("log.")) {
        lines.append(line(key)).append('\n');
      } else if (done.add(key.replaceFirst("\\.[a-z]+$", ""))) {
        text.append(message(key.replaceFirst("\\.[a-z]+$", "")));
      }
    }
    return text
        + "\n"
        + "## Reasons\n\n"
        + "Why, in messages and log lines, where no other program has said it.\n\n"
        + "```\n"
        + reasons
        + "```\n\n## Log lines\n\n```\n"
        + lines
        + "```\n"
        + programLines();
  }

  private static String programLines() throws IOException {
    return """

    ### Of the program itself

    Their words can't be changed; `…` is what differs from one to the next. What to do about them is in
    [operating.md](operating.md#log-lines-and-what-to-do), and about files that are reloaded in
    [routes.md](routes.md#without-a-restart).

    ```
    """
        + String.join("\n", ProgramLines.all())
        + "\n```\n";
  }

  /** Whoever reads a line in the log looks there for what it means. */
  @Test
  void operatingExplainsEachStateOfALine() throws IOException {
    String operating = Files.readString(Path.of("docs", "operating.md"));
    Set<String> states = new LinkedHashSet<>();
    for (String line : document().lines().toList()) {
      Matcher state = STATE.matcher(line);
      if (state.find()) {
        states.add(state.group(1));
      }
    }

    assertThat(states).hasSizeGreaterThan(40);
    assertThat(states).allSatisfy(state -> assertThat(operating).contains("state=" + state));
  }

  private String reason(String key) {
    Reason why = new Reason(key.substring("reason.".length()), "198.51.100.7");
    return messages
        .line(new Action.Log(false, "record-failing", Values.of("reason", why).and("retry", "")))
        .replaceFirst(".*failing: ", "")
        .replaceFirst("; next try.*", "");
  }

  private static List<String> keys() {
    return MessageFile.entries(io.clooster.routes.ShippedRoutes.get().text(MessageFile.NAME))
        .stream()
        .map(MessageFile.Entry::key)
        .toList();
  }

  private String message(String name) {
    int dot = name.indexOf('.');
    String kind = dot < 0 ? name : name.substring(0, dot);
    String variant = dot < 0 ? "" : name.substring(dot + 1);
    Values values = examples(name + ".title", name + ".text");
    String peer = values.byName().containsKey("peer") ? "srv1" : "";
    Message told = messages.of(new Action.Notify("id", kind, variant, peer, values));
    assertThat(told.title() + told.text()).doesNotContain("?");
    return "\n### %s%n%n%s. **%s**%n> %s%n"
        .formatted(
            "`" + kind + "`" + (variant.isEmpty() ? "" : " `" + variant + "`"),
            severity(kind, variant),
            told.title(),
            told.text());
  }

  private static String severity(String kind, String variant) {
    return switch (kind) {
      case "released" -> "as before";
      case "notifier-works" -> "info"; // None of the decision's: see NotifierWatch.
      default -> Severity.of(kind, variant).word();
    };
  }

  private String line(String key) {
    String kind = key.substring("log.".length());
    return messages.line(new Action.Log(false, kind, examples(key)));
  }

  private Values examples(String... keys) {
    Values values = Values.NONE;
    for (String key : keys) {
      Template template = texts.get(key);
      assertThat(template).as(key).isNotNull();
      for (String name : template.names()) {
        if (!name.equals("server") && !name.equals("record")) {
          assertThat(EXAMPLES).as("an example of a value").containsKey(name);
          Object example = OWN_EXAMPLES.getOrDefault(key + " " + name, EXAMPLES.get(name));
          values = values.and(name, example);
        }
      }
    }
    return values;
  }
}
