// SPDX-License-Identifier: Apache-2.0
package io.clooster.name;

/**
 * Unicode in the letters of ASCII, and back (RFC 3492). Java has it only behind {@link
 * java.net.IDN}, which changes some letters first.
 */
final class Punycode {
  private static final int BASE = 36;
  private static final int TMIN = 1;
  private static final int TMAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int FIRST_BIAS = 72;
  private static final int FIRST_CODE = 128;
  private static final char DELIMITER = '-';

  private Punycode() {}

  /** The procedure of section 6.3; {@code text} is short, as a label is. */
  static String encode(String text) {
    int[] codes = text.codePoints().toArray();
    StringBuilder out = new StringBuilder();
    text.codePoints().filter(code -> code < FIRST_CODE).forEach(out::appendCodePoint);
    int basic = out.length();
    int handled = basic;
    if (basic > 0) {
      out.append(DELIMITER);
    }
    int code = FIRST_CODE;
    int bias = FIRST_BIAS;
    int delta = 0;
    while (handled < codes.length) {
      int next = Integer.MAX_VALUE;
      for (int each : codes) {
        next = each >= code ? Math.min(next, each) : next;
      }
      delta += (next - code) * (handled + 1);
      code = next;
      for (int each : codes) {
        if (each < code) {
          delta++;
        } else if (each == code) {
          number(delta, bias, out);
          bias = adapt(delta, handled + 1, handled == basic);
          delta = 0;
          handled++;
        }
      }
      delta++;
      code++;
    }
    return out.toString();
  }

  /**
   * The procedure of section 6.2.
   *
   * @throws IllegalArgumentException when it is none
   */
  static String decode(String text) {
    int basic = Math.max(0, text.lastIndexOf(DELIMITER));
    StringBuilder out = new StringBuilder(text.substring(0, basic));
    int length = basic;
    int code = FIRST_CODE;
    int bias = FIRST_BIAS;
    int place = 0;
    int at = basic > 0 ? basic + 1 : 0;
    while (at < text.length()) {
      int before = place;
      int weight = 1;
      for (int k = BASE; ; k += BASE) {
        if (at == text.length()) {
          throw new IllegalArgumentException("it ends within a number");
        }
        int digit = Character.digit(text.charAt(at++), BASE);
        digit = digit < 10 ? digit + 26 : digit - 10;
        place = Math.addExact(place, Math.multiplyExact(digit, weight));
        int threshold = threshold(k, bias);
        if (digit < threshold) {
          break;
        }
        weight = Math.multiplyExact(weight, BASE - threshold);
      }
      length++;
      bias = adapt(place - before, length, before == 0);
      code = Math.addExact(code, place / length);
      place %= length;
      out.insert(out.offsetByCodePoints(0, place), Character.toChars(code));
      place++;
    }
    return out.toString();
  }

  /** As a variable-length number, least significant digit first. */
  private static void number(int delta, int bias, StringBuilder out) {
    int rest = delta;
    for (int k = BASE; ; k += BASE) {
      int threshold = threshold(k, bias);
      if (rest < threshold) {
        out.append(digit(rest));
        return;
      }
      out.append(digit(threshold + (rest - threshold) % (BASE - threshold)));
      rest = (rest - threshold) / (BASE - threshold);
    }
  }

  private static int threshold(int k, int bias) {
    return Math.max(TMIN, Math.min(TMAX, k - bias));
  }

  private static char digit(int value) {
    return (char) (value < 26 ? 'a' + value : '0' + value - 26);
  }

  private static int adapt(int delta, int points, boolean first) {
    int rest = first ? delta / DAMP : delta / 2;
    rest += rest / points;
    int k = 0;
    while (rest > (BASE - TMIN) * TMAX / 2) {
      rest /= BASE - TMIN;
      k += BASE;
    }
    return k + (BASE - TMIN + 1) * rest / (rest + SKEW);
  }
}
