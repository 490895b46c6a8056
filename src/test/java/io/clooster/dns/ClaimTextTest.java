// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.failover.Claim;
import io.clooster.failover.HoldOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimTextTest {
  private static final List<String> SERVERS =
      List.of("srv1.example.com", "srv2.example.com", "192.0.2.3", "2001:db8::4");

  private static final Claim CLAIM = new Claim(7, "srv1.example.com", Duration.ofSeconds(60));

  @Test
  void aClaimIsOneLineOfKeysAndValues() {
    assertThat(ClaimText.of(CLAIM)).isEqualTo("v=1 epoch=7 holder=srv1.example.com renew=60");
  }

  @Test
  void howSoonItsHolderTriesAgainStandsThereWhereItPromisesThat() {
    Claim claim = new Claim(7, "srv1.example.com", Duration.ofSeconds(60), Duration.ofSeconds(3));
    assertThat(ClaimText.of(claim))
        .isEqualTo("v=1 epoch=7 holder=srv1.example.com renew=60 retry=3");
  }

  @Test
  void anOperatorsChoiceStandsInIt() throws Exception {
    Claim chosen =
        new Claim(7, "srv1.example.com", Duration.ofSeconds(60), Duration.ofSeconds(3), true);
    String text = "v=1 epoch=7 holder=srv1.example.com renew=60 retry=3 pinned=yes";

    assertThat(ClaimText.of(chosen)).isEqualTo(text);
    assertThat(ClaimText.read(text, SERVERS)).isEqualTo(chosen);
    assertThat(ClaimText.read(text.replace("=yes", "=no"), SERVERS).pinned()).isFalse();
  }

  @Test
  void thatNothingIsToBeMovedStandsInItWithItsEnd() throws Exception {
    Instant now = Instant.parse("2026-12-02T13:00:00.700Z");
    Claim held = held(new HoldOrder(4, Duration.ofHours(1)));
    String text =
        "v=1 epoch=7 holder=srv1.example.com renew=60 retry=3 hold=4@2026-12-02T14:00:00Z";

    assertThat(ClaimText.of(held, now)).isEqualTo(text);
    assertThat(ClaimText.read(text, SERVERS, now)).isEqualTo(held);
    assertThat(ClaimText.read(text, SERVERS, now.plusSeconds(600)).hold().left())
        .isBetween(Duration.ofMinutes(49), Duration.ofMinutes(50));
    assertThat(ClaimText.read(text, SERVERS, now.plusSeconds(7200)).hold().left()).isZero();
    assertThat(ClaimText.read(text, SERVERS, Instant.EPOCH).hold().left())
        .isEqualTo(HoldOrder.LONGEST);
  }

  @Test
  void thatItMayBeAgainDoesToo() throws Exception {
    String text = "v=1 epoch=7 holder=srv1.example.com renew=60 retry=3 hold=5@-";

    assertThat(ClaimText.of(held(new HoldOrder(5, Duration.ZERO)))).isEqualTo(text);
    assertThat(ClaimText.read(text, SERVERS).hold().left()).isZero();
    assertThat(ClaimText.read(text, SERVERS).hold().number()).isEqualTo(5);
  }

  private static Claim held(HoldOrder hold) {
    Duration renew = Duration.ofSeconds(60);
    return new Claim(7, "srv1.example.com", renew, Duration.ofSeconds(3), false, hold);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4",
        "@",
        "4@",
        "@-",
        "0@-",
        "-4@-",
        "04@-",
        "4@tomorrow",
        "4@2026-13-02T14:00:00Z",
        "4@-999999999-01-01T00:00:00Z",
        "4@2026-12-02T14:00:00+01:00",
        "1000000000@-",
        "99999999999999999999@-",
        "4@--"
      })
  void whatIsNoSuchOrderIsNoneAndMakesTheClaimNoWorse(String hold) throws Exception {
    String text = "v=1 epoch=7 holder=srv1.example.com renew=60";

    Claim read = ClaimText.read(text + " hold=" + hold, SERVERS);

    assertThat(read.hold() == null || read.hold().left().isZero()).isTrue();
    assertThat(read.epoch()).isEqualTo(7);
  }

  @Test
  void aHolderPromisesNothingByAClaimWithoutARetry() throws Exception {
    Claim claim = ClaimText.read("v=1 epoch=7 holder=srv1.example.com renew=60", SERVERS);
    assertThat(claim.retry()).isZero();
  }

  @Property
  void whatIsWrittenIsReadAgain(
      @ForAll @LongRange(min = 1, max = Claim.LAST_EPOCH) long epoch,
      @ForAll @IntRange(max = 3) int holder,
      @ForAll @IntRange(min = 1, max = 86_400) int renew,
      @ForAll @IntRange(min = 0, max = 86_400) int retry)
      throws Exception {
    Claim claim =
        new Claim(epoch, SERVERS.get(holder), Duration.ofSeconds(renew), Duration.ofSeconds(retry));
    String text = ClaimText.of(claim);
    assertThat(ClaimText.read(text, SERVERS)).isEqualTo(claim);
    assertThat(ClaimText.read(TxtContent.quoted(text), SERVERS)).isEqualTo(claim);
    assertThat(ClaimText.meant(TxtContent.quoted(text))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=1 epoch=7 holder=srv1.example.com",
        "  renew=60 \t holder=SRV1.example.com  epoch=7 v=1 ",
        "v=1 epoch=7 holder=srv1.example.com renew=60 colour=blue later=",
        "\"v=1 epoch=7 holder=srv1.example.com renew=60\"",
        "\"v=1 epoch=7 holder=srv1.ex\" \"ample.com renew=60\"",
        "\"v=1 epoch=7 \"\t\"holder=srv1.example.com\"",
        "\"v=1 \"\"epoch=7 \"\"holder=srv1.example.com\"",
        "\"v\\=1 epoch=\\055 holder=srv1.example.com\"",
      })
  void theSameClaimMayBeWrittenInSeveralWays(String content) throws Exception {
    assertThat(ClaimText.read(content, SERVERS)).isEqualTo(CLAIM);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          v=2 epoch=7 holder=srv1.example.com         | its version is not 1, a newer Clooster's perhaps
          v=01 epoch=7 holder=srv1.example.com        | its version is not 1, a newer Clooster's perhaps
          v=spf1 -all                                 | it is not made of key=value
          v=spf1                                      | its version is not 1, a newer Clooster's perhaps
          epoch=7 holder=srv1.example.com             | it has no v
          v=1 holder=srv1.example.com                 | it has no epoch
          v=1 epoch=7                                 | it has no holder
          v=1 epoch=7 holder=                         | its holder is no name of a server
          v=1 epoch=7 holder=srv9/example.com         | its holder is no name of a server
          v=1 epoch=7 holder=srv1.example.com servers=0 | its servers is no number from 1 to 999999999
          v=1 epoch=7 holder=srv1.example.com servers=1000000000 | its servers is no number from 1 to 999999999
          v=1 epoch= holder=srv1.example.com          | its epoch is no number from 1 to 999999999999999
          v=1 epoch=0 holder=srv1.example.com         | its epoch is no number from 1 to 999999999999999
          v=1 epoch=07 holder=srv1.example.com        | its epoch is no number from 1 to 999999999999999
          v=1 epoch=-7 holder=srv1.example.com        | its epoch is no number from 1 to 999999999999999
          v=1 epoch=7.0 holder=srv1.example.com       | its epoch is no number from 1 to 999999999999999
          v=1 epoch=٧ holder=srv1.example.com         | its epoch is no number from 1 to 999999999999999
          v=1 epoch=1000000000000000 holder=srv1.example.com | its epoch is no number from 1 to 999999999999999
          v=1 epoch=7 holder=srv1.example.com renew=0 | its renew is no number from 1 to 86400
          v=1 epoch=7 holder=srv1.example.com renew=86401 | its renew is no number from 1 to 86400
          v=1 epoch=7 holder=srv1.example.com retry=0 | its retry is no number from 1 to 86400
          v=1 epoch=7 holder=srv1.example.com retry=86401 | its retry is no number from 1 to 86400
          v=1 epoch=7 holder=srv1.example.com retry=3 retry=3 | a key stands there twice
          v=1 epoch=7 epoch=8 holder=srv1.example.com | a key stands there twice
          v=1 epoch=7 holder=srv1.example.com blue    | it is not made of key=value
          v = 1 epoch=7 holder=srv1.example.com       | it is not made of key=value
          '""'                                        | it is not made of key=value
          '"v=1 epoch=7 holder=srv1.example.com'      | its quotation marks are broken
          '"v=1 epoch=7" holder=srv1.example.com'     | its quotation marks are broken
          '"v=1 epoch=7 holder=\\300"'                | its quotation marks are broken
          '"v=1 epoch=7 holder=\\'                    | its quotation marks are broken
          """)
  void whatIsNoClaimIsSaidSo(String content, String why) {
    assertThatThrownBy(() -> ClaimText.read(content, SERVERS))
        .isInstanceOf(ClaimText.Unreadable.class)
        .hasMessage(why);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "v=2, true",
        "'\"v=1 epoch=7', true",
        "'\"v=\" \"1\"', true",
        "'\" v=1\"', true",
        "google-site-verification=x, false",
        "'\"owner=me v=1\"', false",
        "'', false",
        "'\"', false"
      })
  void whatBeginsWithAVersionIsMeantToBeAClaim(String content, boolean meant) {
    assertThat(ClaimText.meant(content)).isEqualTo(meant);
  }

  @Property
  void noTextBreaksIt(@ForAll String any, @ForAll @From("likely") String likely) {
    for (String content : new String[] {any, likely}) {
      ClaimText.meant(content);
      try {
        Claim claim = ClaimText.read(content, SERVERS);
        assertThat(claim.epoch()).isBetween(1L, Claim.LAST_EPOCH);
        assertThat(SERVERS).contains(claim.holder());
      } catch (ClaimText.Unreadable e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  @Provide
  Arbitrary<String> likely() {
    return Arbitraries.of(
            "\"",
            "\\",
            "\\0",
            "\\065",
            "v=1",
            "v",
            "=",
            " ",
            "epoch=",
            "7",
            "holder=",
            "srv1.example.com",
            "renew=")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }
}
