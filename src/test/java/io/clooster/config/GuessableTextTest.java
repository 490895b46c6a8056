// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuessableTextTest {
  private static final List<String> NAMES = List.of("www.flowershop.org", "srv1.flowershop.org");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aaaaaaaaaaaaaaaa",
        "abababababababababab",
        "abcabcabcabcabcabcabc",
        "abcdefghijklmnopqrst",
        "0123456789012345678901234567890123456789",
        "qwertyuiopasdfghjkl",
        "passwordpasswordpassword",
        "P4$$w0rd-P4$$w0rd!",
        "clooster-secret-key-2026",
        "ThisIsASecretKey",
        "change-me-please-now",
        "srv1.flowershop.org",
        "FlowerShop-Failover-1",
        "fancy_key",
        "11112222333344445555",
        "----------------------------",
      })
  void whatAPersonWouldTryIsEasyToGuess(String key) {
    assertThat(GuessableText.is(key, NAMES)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery staple",
        "9f86d081884c7d65",
        "tr0ub4dor&3-and-some-more",
        "kXp2sVv8yB3nQz7w",
      })
  void whatNobodyWouldTryIsNot(String key) {
    assertThat(GuessableText.is(key, NAMES)).isFalse();
  }

  @Test
  void noGeneratedKeyIs() {
    Random random = new Random(1);
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = new byte[32];
      random.nextBytes(bytes);
      String hex = HexFormat.of().formatHex(bytes);
      String base64 = Base64.getEncoder().encodeToString(bytes);
      assertThat(List.of(hex, hex.substring(0, 32), base64, base64.substring(0, 16)))
          .noneMatch(key -> GuessableText.is(key, NAMES));
      assertThat(GuessableText.is(new UUID(random.nextLong(), random.nextLong()).toString(), NAMES))
          .isFalse();
    }
  }
}
