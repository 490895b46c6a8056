// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceTextTest {
  private final ServiceText texts = new ServiceText();

  @Test
  void aTextThatFitsStaysAsItIs() {
    assertThat(texts.upTo(4, "üü😀")).isEqualTo("üü😀");
    assertThat(texts.upToBytes(8, "üü😀")).isEqualTo("üü😀");
  }

  @Test
  void aLongerOneIsCutBetweenCharacters() {
    assertThat(texts.upTo(3, "a😀bc")).isEqualTo("a…");
    assertThat(texts.upTo(4, "a😀bc")).isEqualTo("a😀…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abcdefghijkl", "üüüüüüüüüüü", "😀😀😀😀😀", "a\uD83Dbcdefghijkl"})
  void aLongerOneIsCutToSoManyBytesAndNoFewerThanItMust(String text) {
    String cut = texts.upToBytes(10, text);

    assertThat(cut.getBytes(UTF_8)).hasSizeBetween(7, 10);
    assertThat(cut).endsWith("…");
    assertThat(text).startsWith(cut.substring(0, cut.length() - 1));
  }

  @Test
  void markupIsEscapedAsEachServiceReadsIt() {
    assertThat(texts.slack(99, "a <b> & *c*")).isEqualTo("a &lt;b&gt; &amp; *c*");
    assertThat(texts.discord(99, "*a* `b` 1.\n2. c")).isEqualTo("\\*a\\* \\`b\\` 1.\n2\\. c");
    assertThat(texts.card(99, "a\nb")).isEqualTo("a\n\nb");
  }
}
