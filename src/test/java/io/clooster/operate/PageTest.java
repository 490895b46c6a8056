// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clooster.link.RoundTrips;
import java.io.StringReader;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

/** What the page shows, and what hostile names and texts can't do to it. */
class PageTest {
  private static final int MOST_BYTES = 60_000;

  private static final String HOSTILE =
      "</script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>&\u202e\u0000\u001b[31m";

  private final Page page =
      new Page(
          new StatusView("2.0.0", "run-1", "www.example.com", new RoundTrips()),
          Clock.fixed(Instant.parse("2026-12-02T03:04:05Z"), ZoneOffset.UTC));

  private static ObjectNode json(String text) throws Exception {
    return (ObjectNode) new JsonMapper().readTree(text);
  }

  private static ObjectNode healthy() throws Exception {
    return json(
        """
        {"state":"ok","because":[],"holder":"srv1.example.com","drained":false,"drained_for":null,
         "self":{"name":"srv1.example.com","role":"active","eligible":true,"healthy":true,
                 "holds_for":7380.0,"hands_over_to":null},
         "peers":[{"name":"srv2.example.com","state":"connected","could_take_over":true,"heard":0.4,
                   "missed":null,"eligible":true,"drained":false,"holder":"srv1.example.com",
                   "sees":["srv1.example.com"],"hint":null}],
         "claim":{"epoch":7,"holder":"srv1.example.com","shown":"listed","missing":false},
         "record":{"names":["www.example.com"],"value":"srv1.example.com","wanted":"srv1.example.com",
                   "as_wanted":true,"failing":null,"failing_for":null},
         "alerts":[],"protocol":2,"version":"2.0.0","run":"run-1"}
        """);
  }

  private static ObjectNode crash() throws Exception {
    return json(
        """
        {"server":"srv1.example.com","incidents":[
          {"id":"srv2.example.com-7","kind":"peer-down","outcome":"moved","server":"srv2.example.com",
           "by":"srv1.example.com","from":"srv2.example.com","to":"srv1.example.com","message":"run-1",
           "title":"srv2.example.com is down","text":"…",
           "moments":{"heard":"2026-12-02T01:01:02.120Z","written":"2026-12-02T01:01:05Z",
                      "told":"2026-12-02T01:01:06Z"},
           "seconds":{"heard":0.0,"written":2.88,"told":3.88},"name_servers":2}]}
        """);
  }

  private String shown(JsonNode status, JsonNode incidents) {
    return page.of(status, incidents, Map.of("ntfy", 0));
  }

  /** The page's elements, read as strictly as XML: an attribute that is not closed fails. */
  private static org.w3c.dom.Document parsed(String html) throws Exception {
    String xml =
        html.replace("<!DOCTYPE html>", "")
            .replaceAll(" (hidden|required|data-live)(?=[ >])", " $1=\"\"")
            .replaceAll("<(meta|link|input|br)([^>]*)>", "<$1$2/>")
            .replaceAll("(?s)<(script|style)>.*?</(script|style)>", "<$1></$2>");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  @Test
  void aHealthyPairIsSeenAtAGlance() throws Exception {
    String html = shown(healthy(), crash());

    assertThat(html)
        .contains("<title>All is well · srv1.example.com · Clooster</title>")
        .contains("<dd>2026-12-02 01:01:05 UTC</dd>") // Since when it holds the record.
        .contains("epoch 7 of srv1.example.com", "✔ answers", "✔ none waits", "★ holds the record")
        .contains("2 gave the new value after the last move")
        .contains("srv2.example.com is down", "written <b>+2.9 s</b>");
    parsed(html);
  }

  @Test
  void stateIsNeverToldByColourAlone() throws Exception {
    ObjectNode status = healthy();
    status.put("state", "down").putArray("because").add("the record can't be read: HTTP 503");
    ((ObjectNode) status.path("peers").path(0)).put("state", "dead").put("could_take_over", false);
    ((ObjectNode) status.path("record")).put("failing", "HTTP 503").put("failing_for", 65.0);
    status.putArray("alerts").addObject().put("kind", "no-link").put("server", "srv2.example.com");

    String html = page.of(status, json("{\"incidents\":[]}"), Map.of("ntfy", 3));

    assertThat(html)
        .contains("✖</span> Down", "<li>the record can&#39;t be read: HTTP 503</li>")
        .contains("✖ dead", ">no link</text>", "✖ has failed for 65.0 s: HTTP 503")
        .contains("▲ 3 wait for ntfy", "▲ no-link srv2.example.com")
        .contains("No server has died");
  }

  @Test
  void whoHoldsTheRecordAndWhoCouldTakeItIsSaidFirst() throws Exception {
    String holds = "★ <b>srv1.example.com</b> holds the record.</p><p>";
    ObjectNode status = healthy();
    assertThat(shown(status, crash())).contains(holds + "✔ srv2.example.com could take it over.");

    status.put("held", true);
    assertThat(shown(status, crash())).contains(holds + "▲ None takes it over while");
    status.put("held", false);
    ((ObjectNode) status.path("record")).put("failing", "HTTP 503");
    assertThat(shown(status, crash()))
        .contains(holds + "▲ srv2.example.com could take it over once the DNS provider answers.");

    ((ObjectNode) status.path("peers").path(0)).put("could_take_over", false);
    assertThat(shown(status, crash())).contains(holds + "✖ No other server could take it over.");
  }

  @Test
  void ofManyServersThatCouldTakeItTheNumberIsSaid() throws Exception {
    ObjectNode status = healthy();
    ArrayNode peers = (ArrayNode) status.path("peers");
    for (int number = 3; number <= 5; number++) {
      peers.add(((ObjectNode) peers.get(0).deepCopy()).put("name", "srv" + number));
    }

    assertThat(shown(status, crash())).contains("✔ 4 other servers could take it over.");
    peers.remove(3);
    assertThat(shown(status, crash()))
        .contains("✔ srv2.example.com, srv3 or srv4 could take it over.");
  }

  @ParameterizedTest
  @CsvSource({
    "suspect, Wait a moment: it is being found out whether srv2.example.com lives.",
    "restarting, Nothing: srv2.example.com has said that it restarts.",
    "partitioned, mend the network between it and this server.",
    "dead, Repair srv2.example.com and start it",
    "stopped, Start srv2.example.com when you want it back",
    "never-seen, 'Start srv2.example.com, or see whether this server reaches it'",
  })
  void itSaysWhatToDoAboutAServerThatIsMissing(String state, String advice) throws Exception {
    ObjectNode status = healthy();
    status.put("state", "degraded");
    ((ObjectNode) status.path("peers").path(0)).put("state", state).put("could_take_over", false);

    assertThat(shown(status, crash())).contains("<h2>What to do</h2><ul><li>").contains(advice);
  }

  @Test
  void aServerThatLivesBehindACutPathIsNotCrossedOut() throws Exception {
    ObjectNode status = healthy();
    ((ObjectNode) status.path("peers").path(0))
        .put("state", "partitioned")
        .put("could_take_over", false);

    assertThat(shown(status, crash())).contains("▲ partitioned", ">no link</text>");
  }

  @Test
  void whoWasMissedIsNotCalledDownBeforeThatIsKnown() throws Exception {
    ObjectNode incidents = crash();
    ((ObjectNode) incidents.path("incidents").path(0))
        .put("to", "")
        .put("outcome", "")
        .put("title", "");

    assertThat(shown(healthy(), incidents))
        .contains("<h3>srv2.example.com was missed</h3>")
        .doesNotContain("was down");
  }

  @Test
  void aMoveFromNobodyKnownHasNoArrowFromNowhere() throws Exception {
    ObjectNode incidents = crash();
    ((ObjectNode) incidents.path("incidents").path(0)).put("from", "");

    assertThat(shown(healthy(), incidents))
        .contains(" · to srv1.example.com, by srv1.example.com · ")
        .doesNotContain("→");
  }

  /** The holder writes its claim after the others' first look. */
  @Test
  void aClaimThatOnlyALinkedServerTellsOfIsNoFault() throws Exception {
    ObjectNode status = healthy();
    ObjectNode claim = (ObjectNode) status.path("claim");
    claim.put("missing", true).putNull("pinned");
    assertThat(shown(status, crash()))
        .contains("<dd>epoch 7 of srv1.example.com, as a linked server says; not read here since");

    claim.put("pinned", false);
    assertThat(shown(status, crash())).contains("<dd>▲ none to be read</dd>");
  }

  @Test
  void aDrainedServerSaysSo() throws Exception {
    ObjectNode status = healthy();
    status.put("state", "degraded").put("drained", true).put("drained_for", 1800.0);

    assertThat(shown(status, crash()))
        .contains("data-drained=\"true\"", "▲ drained", "for another 30 min");
  }

  @Test
  void aGroupWhoseMovesAreHeldSaysSo() throws Exception {
    ObjectNode status = healthy();
    status.put("state", "degraded").put("held", true).put("held_for", 1800.0);

    assertThat(shown(status, crash()))
        .contains("data-held=\"true\"", "▲ held by an operator, for another 30 min");
  }

  @Test
  void theRecordMayBeHandedToEachServer() throws Exception {
    assertThat(shown(healthy(), crash()))
        .contains(
            "<label for=\"to\">Hand the record to</label><select id=\"to\">"
                + "<option>srv1.example.com</option><option>srv2.example.com</option></select>");
  }

  @Test
  void hostileNamesAndTextsAreNothingButText() throws Exception {
    ObjectNode status = healthy();
    ObjectNode incidents = crash();
    hostile(status);
    hostile(incidents);
    Map<String, Integer> waiting = new LinkedHashMap<>();
    waiting.put(HOSTILE, 1);

    String html = page.of(status, incidents, waiting);

    assertThat(parsed(html).getElementsByTagName("img").getLength()).isZero();
    assertThat(html.split("<script", -1)).hasSize(2);
    assertThat(html).contains("&lt;img src=x onerror=alert(2)&gt;");
    assertThat(html).doesNotContain("\u202e", "\u0000", "\u001b");
  }

  /** All texts in it. */
  private static void hostile(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              each -> {
                if (each.getValue().isTextual()) {
                  each.setValue(object.textNode(HOSTILE));
                } else {
                  hostile(each.getValue());
                }
              });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i).isTextual()) {
          array.set(i, array.textNode(HOSTILE));
        } else {
          hostile(array.get(i));
        }
      }
    }
  }

  @Test
  void nineServersWithLongNamesAndFullListsStayUnderTheLimit() throws Exception {
    ObjectNode status = healthy();
    String longest = "a".repeat(60) + "." + "<&\">".repeat(48);
    ArrayNode peers = (ArrayNode) status.path("peers");
    JsonNode one = peers.get(0);
    for (int i = 0; i < 8; i++) {
      ObjectNode peer = one.deepCopy();
      peer.put("name", i + longest).put("hint", longest.repeat(9));
      peers.add(peer);
      status.withArray("because").add(longest.repeat(3));
    }
    for (int i = 0; i < 50; i++) {
      status.withArray("alerts").addObject().put("kind", "no-link").put("server", longest);
    }
    ObjectNode incidents = crash();
    ArrayNode list = (ArrayNode) incidents.path("incidents");
    JsonNode first = list.get(0);
    for (int i = 0; i < 49; i++) {
      list.add(((ObjectNode) first.deepCopy()).put("title", longest).put("from", longest));
    }

    String html = shown(status, incidents);

    assertThat(html.getBytes(UTF_8).length).isLessThan(MOST_BYTES);
    parsed(html);
  }

  @Test
  void thePolicyLetsRunNothingButWhatStandsInIt() throws Exception {
    String html = shown(healthy(), crash());
    String policy = page.policy();

    assertThat(policy)
        .startsWith("default-src 'none'; ")
        .contains("script-src '" + hash(html, "script") + "'; ")
        .contains("style-src '" + hash(html, "style") + "'; ")
        .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'")
        .doesNotContain("unsafe");
    assertThat(html).doesNotContain(" style=\"", "javascript:", "http://", "https://", "//cdn");
    assertThat(html).doesNotContainPattern(" on[a-z]+=\"");
  }

  private static String hash(String html, String tag) throws Exception {
    Matcher content = Pattern.compile("(?s)<" + tag + ">(.*?)</" + tag + ">").matcher(html);
    assertThat(content.find()).isTrue();
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.group(1).getBytes(UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  @Test
  void itNeedsNoScriptAndShowsTheOrdersOnlyWithOne() throws Exception {
    String html = shown(healthy(), crash());

    assertThat(html)
        .contains("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>")
        .contains("<section id=\"operate\" hidden>")
        .contains("<form id=\"orders\" hidden>")
        .doesNotContain("method=\"", "action=\"");
  }

  @Test
  void halfOfAnAnswerIsAPageToo() throws Exception {
    String html = shown(json("{}"), json("{}"));

    assertThat(html).contains("Down", "nobody that is known", "none is used");
    parsed(html);
  }
}
