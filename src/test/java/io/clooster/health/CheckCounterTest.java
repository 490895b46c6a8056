// SPDX-License-Identifier: Apache-2.0
package io.clooster.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.health.CheckCounter.Verdict;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCounterTest {

  /** Looks: + a success, - a failure. Verdicts after each: ? unknown, w well, f failing. */
  @ParameterizedTest(name = "{4}")
  @CsvSource({
    "3, 2, +,            w,            a first success is believed at once",
    "3, 9, +,            w,            however many successes a recovery needs",
    "3, 2, --+,          ??w,          even after failures that were too few",
    "3, 2, ---,          ??f,          first failures count",
    "3, 2, +---,         wwwf,         a well check needs as many",
    "3, 2, +--+--+--+,   wwwwwwwwww,   a success between them and they count anew",
    "3, 2, +---++,       wwwffw,       successes in a row make it well",
    "3, 2, +---+-+-++,   wwwffffffw,   a failure between them and they count anew",
    "3, 2, ---++---,     ??ffwwwf,     a recovery is forgotten when it fails again",
    "3, 2, ---------+--, ??ffffffffff, more failures change nothing",
    "1, 1, -+-+,         fwfw,         with one of each every look decides",
    "1, 3, -++-+++,      ffffffw,      two of three are not enough",
    "2, 1, -+-+--+,      ?wwwwfw,      one success is enough where rise is 1",
    "5, 1, ----+----,    ????wwwww,    four of five are not enough"
  })
  void theVerdictFollowsTheLooks(int fall, int rise, String looks, String verdicts, String why) {
    // Given
    CheckCounter standing = CheckCounter.unknown(fall, rise);
    StringBuilder seen = new StringBuilder();

    // When
    for (int i = 0; i < looks.length(); i++) {
      standing = standing.after(looks.charAt(i) == '+');
      seen.append(letter(standing.verdict()));
    }

    // Then
    assertThat(seen).as(why).hasToString(verdicts);
  }

  @Test
  void beforeTheFirstLookNothingIsKnown() {
    assertThat(CheckCounter.unknown(3, 2).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void verdictsChangeOnlyAfterARunOfTheOtherKind() {
    // Given every sequence of nine looks, for some fall and rise
    for (int fall = 1; fall <= 4; fall++) {
      for (int rise = 1; rise <= 4; rise++) {
        for (int bits = 0; bits < 1 << 9; bits++) {
          // When
          int sequence = bits;
          String looks =
              IntStream.range(0, 9)
                  .mapToObj(i -> (sequence >> i & 1) == 1 ? "+" : "-")
                  .collect(Collectors.joining());

          // Then
          assertThat(last(fall, rise, looks))
              .as("%s fall %d rise %d", looks, fall, rise)
              .isEqualTo(expected(fall, rise, looks));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "-1, 2"})
  void fallAndRiseAreAtLeastOne(int fall, int rise) {
    assertThatThrownBy(() -> CheckCounter.unknown(fall, rise))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fall and rise count looks, at least 1, not " + fall + " and " + rise);
  }

  private static Verdict last(int fall, int rise, String looks) {
    CheckCounter standing = CheckCounter.unknown(fall, rise);
    for (int i = 0; i < looks.length(); i++) {
      standing = standing.after(looks.charAt(i) == '+');
    }
    return standing.verdict();
  }

  /** The same said in another way: by the last of those runs that are long enough to decide. */
  private static Verdict expected(int fall, int rise, String looks) {
    int lastFall = looks.lastIndexOf("-".repeat(fall));
    int lastRise = looks.lastIndexOf("+".repeat(rise));
    if (lastFall < 0) {
      return looks.contains("+") ? Verdict.WELL : Verdict.UNKNOWN;
    }
    return lastRise > lastFall ? Verdict.WELL : Verdict.FAILING;
  }

  private static char letter(Verdict verdict) {
    return verdict == Verdict.UNKNOWN ? '?' : verdict == Verdict.WELL ? 'w' : 'f';
  }
}
