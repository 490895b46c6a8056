// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
public class YamlTextTest {
  /** Few lines, and more than any memory holds when each alias is written out. */
  public static final String BOMB = bomb();

  @Test
  void anAliasIsReadAsWhatItStandsFor() {
    assertThat(YamlText.load("- &a {b: c}\n- *a\n"))
        .isEqualTo(List.of(Map.of("b", "c"), Map.of("b", "c")));
  }

  @Test
  void aliasesOfAliasesOfAliasesAreRefused() {
    assertThatThrownBy(() -> YamlText.load(BOMB))
        .isInstanceOf(YamlText.TooMuch.class)
        .hasMessage("with its aliases written out it is larger than Camel can hold");
  }

  @Test
  void moreAliasesThanCamelReadsAreRefused() {
    assertThatThrownBy(() -> YamlText.load("- &a [x]\n" + "- *a\n".repeat(51)))
        .isInstanceOf(YamlText.TooMuch.class)
        .hasMessage("it has more than 50 aliases of lists and maps");
  }

  @Test
  void anAliasOfWhatItStandsInIsRefused() {
    assertThatThrownBy(() -> YamlText.compose("- x\n- &a\n  b: *a\n"))
        .isInstanceOfSatisfying(YamlText.TooMuch.class, e -> assertThat(e.line()).isPositive())
        .hasMessage("an alias refers to what it stands in");
  }

  @Test
  void whatIsNestedWithoutAnEndIsRefused() {
    for (int deep : new int[] {300, 100_000}) {
      assertThatThrownBy(() -> YamlText.compose("[".repeat(deep) + "]".repeat(deep)))
          .isInstanceOf(YamlText.TooMuch.class)
          .hasMessage("it is nested deeper than 200 levels");
    }
  }

  private static String bomb() {
    StringBuilder text = new StringBuilder("- &a0 [x, x, x]\n");
    for (int i = 1; i <= 16; i++) {
      String alias = "*a" + (i - 1);
      text.append("- &a").append(i).append(" [").append(alias).append(", ").append(alias);
      text.append(", ").append(alias).append("]\n");
    }
    return text.toString();
  }
}
