// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code clooster check} says of what is in force. */
class OverviewTest {
  private static final String CLOUDFLARE = "\"cloudflare\": {\"token\": \"TOKEN\", ";
  private static final String DESEC = "\"desec\": {\"token\": \"TOKEN\", ";
  private static final String PAIR = "\"servers\": [\"srv1.example.net\", \"srv2.example.net\"], ";
  private static final String GROUP =
      "\"servers\": [\"srv1.example.net\", \"srv2.example.net\", \"srv3.example.net\"], ";

  @TempDir private Path directory;

  @Test
  void whereAllIsOnNothingIsWeaker() throws Exception {
    List<String> lines =
        lines(
            PAIR,
            CLOUDFLARE,
            "\"pushbullet\": {\"key\": \"K\"}, \"slack\": {\"url\": \"https://hooks.slack.com/x\","
                + " \"severity\": \"warning\"}, \"checks\": [{\"tcp\": \"127.0.0.1:5432\"},"
                + " {\"http\": \"http://127.0.0.1/health?secret\"},"
                + " {\"command\": [\"/bin/look\", \"secret\"]}],"
                + " \"dead_mans_switch\": {\"url\": \"https://hc-ping.com/secret\"},");

    assertThat(lines)
        .containsExactly(
            "  provider           cloudflare, conditional: of two servers that write at once, one"
                + " gets through",
            "  TTL                cloudflare takes 1 min at least: for so long after a move, or for"
                + " the record's own (--online reads it), clients may stay with the old address",
            "  cut link           moves nothing; the death of a holder behind it is noticed within"
                + " 62 s",
            "  notifiers          pushbullet (all messages), slack (warning and critical)",
            "  own checks         tcp 127.0.0.1:5432, http://127.0.0.1/health, command /bin/look",
            "  dead man's switch  called every 1 min")
        .noneMatch(line -> line.contains("Weaker"));
  }

  @Test
  void whatAProviderBearsIsSaidWithWhatThatCosts() throws Exception {
    assertThat(lines(PAIR, DESEC, ""))
        .contains(
            "  provider           desec, last look. Weaker: two servers that write within"
                + " milliseconds may both get through; both see it right after",
            "  TTL                desec takes 1 h at least: for so long after a move, or for the"
                + " record's own (--online reads it), clients may stay with the old address",
            "  calls              an account at desec has 2000 calls a day, and 2 servers make 5760."
                + " Weaker: without a higher limit, for which to ask there, all calls are refused"
                + " after some hours, and nothing moves",
            "  cut link           moves nothing; the death of a holder behind it is noticed within"
                + " 12 s while it is fresh. Weaker: within 8 min 25 s later on, in place of 62 s, as"
                + " desec bears 300 writes a day",
            "  notifiers          none. Weaker: nobody is told of a death, nor that the record"
                + " can't be moved",
            "  own checks         none. Weaker: a server whose service fails, and that lives"
                + " itself, keeps the record",
            "  dead man's switch  none: where all servers are away at once, nobody tells you");
  }

  @Test
  void inAGroupTheMinorityOfAProviderWithoutAConditionHoldsBack() throws Exception {
    assertThat(lines(GROUP, DESEC, "").get(0))
        .endsWith("right after. Servers that see less than half of the others move nothing");
    assertThat(lines(GROUP, CLOUDFLARE, "").get(0)).endsWith("one gets through");
  }

  @Test
  void withoutTheClaimACutLinkMayMoveTheRecord() throws Exception {
    assertThat(lines(PAIR, CLOUDFLARE, "\"claim\": false,"))
        .contains(
            "  provider           cloudflare",
            "  cut link           there is no claim. Weaker: a cut link between living servers may"
                + " move the record");
  }

  @Test
  void withoutAWindowACutLinkMayMoveTheRecordToo() throws Exception {
    assertThat(lines(PAIR, CLOUDFLARE, "\"link\": {\"confirm\": 0},"))
        .contains(
            "  cut link           link.confirm is 0. Weaker: the first look decides, so that a cut"
                + " link may move the record, though never twice at once");
  }

  @Test
  void whatProtocol1CanNotIsSaid() throws Exception {
    assertThat(
            lines(
                "\"other_server\": \"srv2.example.net\", ",
                CLOUDFLARE + "\"preferred_value\": \"srv1.example.net\", ",
                ""))
        .contains(
            "  cut link           protocol 1 has no claim. Weaker: a cut link between living"
                + " servers may move the record, and the link is neither encrypted nor"
                + " authenticated",
            "  own checks         none under protocol 1. Weaker: a server that lives keeps the"
                + " record");
  }

  @Test
  void onlineTheTtlIsReadAndNotSaidHere() throws Exception {
    assertThat(Overview.of(config(PAIR, CLOUDFLARE, ""), true))
        .hasSize(5)
        .noneMatch(line -> line.contains("TTL"));
  }

  @ParameterizedTest
  @CsvSource({
    "500, 0.5 s",
    "1000, 1 s",
    "59000, 59 s",
    "60000, 1 min",
    "62000, 62 s",
    "120000, 2 min",
    "522000, 8 min 42 s",
    "3600000, 1 h",
    "3602000, 1 h 2 s"
  })
  void aTimeIsSaidAsPeopleSayIt(long millis, String words) {
    assertThat(Overview.span(Duration.ofMillis(millis))).isEqualTo(words);
  }

  private List<String> lines(String servers, String provider, String more) throws Exception {
    return Overview.of(config(servers, provider, more), false);
  }

  private Config config(String servers, String provider, String more) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("clooster.json"),
            "{\"this_server\": \"srv1.example.net\", "
                + servers
                + more
                + "\"key\": \"9f86d081884c7d659a2feaa0c55ad015\", "
                + (servers.contains("servers") ? "\"listen\"" : "\"server\"")
                + ": {\"port\": 2000}, "
                + provider
                + "\"zone\": \"example.com\", \"record\": \"www.example.com\"}}");
    return ConfigReader.read(file, Path.of("routes", "kamelets"), name -> null);
  }
}
