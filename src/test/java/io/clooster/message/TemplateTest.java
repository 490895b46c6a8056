// SPDX-License-Identifier: Apache-2.0
package io.clooster.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.clooster.failover.Moment;
import io.clooster.failover.Reason;
import io.clooster.failover.Timing;
import io.clooster.failover.Values;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  private static final ValueText WORDS =
      new ValueText(
          Texts.shipped(),
          moment -> Instant.parse("2026-03-01T05:12:31Z").plusNanos(moment.nanos()));

  @Test
  void aReasonOfOurOwnHasItsWordsInTheFileAndThatOfAnotherIsLeftAsItIs() throws Exception {
    assertThat(
            fill(
                "{a}, {b}, {c}",
                Map.of(
                    "a", Reason.NOT_RENEWED,
                    "b", Reason.said("reason.silent"),
                    "c", Reason.notShown("srv1"))))
        .isEqualTo(
            "its claim is not renewed, reason.silent, the provider accepted the change, but the"
                + " record still holds srv1");
  }

  @Test
  void whatIsWaitedForAnAnswerIsSaidAsItIs() throws Exception {
    Values values = Values.of("a", Reason.NO_ANSWER);
    assertThat(fill("{a}", values.byName()))
        .isEqualTo("no answer within " + WORDS.of(Timing.CALL_ANSWER, ""));
  }

  /** One that has no words in the file says its kind. */
  @Test
  void eachReasonHasWords() throws Exception {
    for (Field constant : Reason.class.getFields()) {
      if (constant.get(null) instanceof Reason reason && !reason.isSaid()) {
        assertThat(Texts.shipped().get("reason." + reason.kind())).as(reason.kind()).isNotNull();
      }
    }
  }

  @Test
  void valuesTakeTheirPlaces() throws MalformedTemplate {
    assertThat(fill("'{a}' and {b}", Map.of("a", "x", "b", 2))).isEqualTo("'x' and 2");
  }

  @Test
  void severalValuesStandWithWhatTheTemplateWantsBetweenThem() throws MalformedTemplate {
    Map<String, Object> values = Map.of("by", List.of("b", "c"));

    assertThat(fill("{by}", values)).isEqualTo("b, c");
    assertThat(fill("'{by|' or '}'", values)).isEqualTo("'b' or 'c'");
  }

  @Test
  void aPartIsLeftOutWhereThereIsNoSuchValue() throws MalformedTemplate {
    String text = "gone{hint? ({hint}{more?, {more}})}.";

    assertThat(fill(text, Map.of())).isEqualTo("gone.");
    assertThat(fill(text, Map.of("hint", "x"))).isEqualTo("gone (x).");
    assertThat(fill(text, Map.of("hint", "x", "more", "y"))).isEqualTo("gone (x, y).");
  }

  @Test
  void whatIsNotKnownIsMarkedAndNothingIsLost() throws MalformedTemplate {
    assertThat(fill("{a} and {b}", Map.of("b", "y"))).isEqualTo("? and y");
  }

  @Test
  void valuesAreNoTemplates() throws MalformedTemplate {
    assertThat(fill("{a}", Map.of("a", "{b?x}"))).isEqualTo("{b?x}");
  }

  @Test
  void momentsAreTimesOfDay() throws MalformedTemplate {
    Moment moment = new Moment(Duration.ofSeconds(2).toNanos());

    assertThat(fill("{at}", Map.of("at", moment))).isEqualTo("05:12:33 UTC");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a {b | the { before b is not closed by a }",
        "a {b?c | the { before b is not closed by a }",
        "a } b | there is a } that no { belongs to",
        "a {} b | a { is not followed by the name of a value",
        "a { | a { is not followed by the name of a value"
      })
  void whatCannotBeReadIsNamed(String text, String what) {
    assertThatExceptionOfType(MalformedTemplate.class)
        .isThrownBy(() -> Template.of(text))
        .withMessage(what);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "999, 999 ms",
    "1000, 1 s",
    "2345, 2.3 s",
    "2099, 2 s",
    "9999, 9.9 s",
    "10000, 10 s",
    "90900, 90 s"
  })
  void aDurationIsToldAsPeopleSayIt(long millis, String words) {
    assertThat(WORDS.of(Duration.ofMillis(millis), ", ")).isEqualTo(words);
  }

  private static String fill(String text, Map<String, Object> values) throws MalformedTemplate {
    return Template.of(text).fill(values, WORDS);
  }
}
