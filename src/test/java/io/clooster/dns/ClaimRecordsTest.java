// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Claim;
import io.clooster.testing.Logged;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimRecordsTest {
  private static final String NAME = "_clooster.www.example.com";

  private final ClaimRecords claims =
      new ClaimRecords("www.example.com", List.of("srv1.example.com", "srv2.example.com"));

  @ParameterizedTest
  @CsvSource({
    "WWW.example.com., _clooster.www.example.com",
    "example.com, _clooster.example.com",
    "*.example.com, _clooster._wildcard.example.com"
  })
  void theClaimStandsBesideTheRecord(String record, String claim) {
    assertThat(Mapping.claimBeside(record)).isEqualTo(claim);
  }

  @Test
  void theHighestEpochCountsThenThePreferredServer() {
    // Given
    FoundRecord old = text("v=1 epoch=8 holder=srv1.example.com");
    FoundRecord second = text("v=1 epoch=9 holder=srv2.example.com");
    FoundRecord first = text("v=1 epoch=9 holder=srv1.example.com");
    FoundRecord broken = text("v=1 epoch=");

    // When
    ClaimRecords.Found found = claims.among(List.of(broken, old, second, first));

    // Then
    assertThat(found.claim()).hasValue(new Claim(9, "srv1.example.com", Duration.ofSeconds(60)));
    assertThat(found.records()).containsExactly(first, second, old, broken);
  }

  @Test
  void whatIsSomebodyElsesIsLeftAlone() {
    // When
    ClaimRecords.Found found =
        claims.among(
            List.of(
                text("google-site-verification=x"),
                new FoundRecord(NAME, "CNAME", "v=1", ""),
                new FoundRecord(
                    "www.example.com", "TXT", "v=1 epoch=1 holder=srv1.example.com", "")));

    // Then
    assertThat(found.claim()).isEmpty();
    assertThat(found.records()).isEmpty();
  }

  @Test
  void whatCanNotBeReadIsSaidOnce() {
    try (Logged log = Logged.by("clooster")) {
      // When
      claims.among(List.of(text("v=2 epoch=7\u0007"), text("other")));
      claims.among(List.of(text("v=2 epoch=7\u0007")));
      claims.among(List.of(text("v=1")));

      // Then
      assertThat(log.lines())
          .containsExactly(
              "WARN claim=_clooster.www.example.com state=unreadable: its version is not 1, a newer"
                  + " Clooster's perhaps; found: v=2 epoch=7; the next change of the claim replaces it",
              "WARN claim=_clooster.www.example.com state=unreadable: it has no holder; found: v=1;"
                  + " the next change of the claim replaces it");
    }
  }

  private static FoundRecord text(String content) {
    return new FoundRecord(NAME, "TXT", content, content);
  }
}
