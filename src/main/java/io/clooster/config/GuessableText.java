// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a secret is one that a person would try. The rule: what a guess gets for one try counts
 * as one character: a word that such secrets are made of (also one of the configuration's own
 * names, also with {@code 4} for {@code a} and the like), a run ({@code aaaa}, {@code 4567}, {@code
 * dcba}, {@code qwert}), a repetition of what stood before; and what parts it from the next one
 * counts nothing. Fewer than {@value #LEAST} that are left are easy to guess. Of a generated key
 * nearly all are left.
 */
final class GuessableText {
  private static final int LEAST = 10;
  private static final int SHORTEST_RUN = 3;
  private static final int SHORTEST_REPETITION = 4;

  private static final List<String> ROWS =
      List.of("qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm", "1234567890");

  private static final List<String> WORDS =
      List.of(
          ("password passwort passphrase passwd pass secret geheim shared private key token"
                  + " clooster cluster server servers failover cloudflare pushbullet dns link login"
                  + " access admin administrator root user test testing demo example sample change"
                  + " replace please welcome hello hallo letmein master monkey dragon default random"
                  + " text long fancy super secure security very good strong simple iloveyou love"
                  + " sunshine princess football baseball shadow trustno the this your our production"
                  + " prod staging backup primary secondary company internet network")
              .split(" "));

  private static final Pattern NAME_PART = Pattern.compile("[\\p{L}\\p{N}]{3,}");

  private GuessableText() {}

  /**
   * Whether it is easy to guess.
   *
   * @param names what else somebody would think of who knows the configuration
   */
  static boolean is(String text, Collection<String> names) {
    return remaining(text, words(names)) < LEAST;
  }

  private static List<String> words(Collection<String> names) {
    List<String> words = new ArrayList<>(WORDS);
    for (String name : names) {
      Matcher parts = NAME_PART.matcher(name.toLowerCase(Locale.ROOT));
      while (parts.find()) {
        words.add(plain(parts.group()));
      }
    }
    // The longest that fits is the one that was meant.
    words.sort(Comparator.comparingInt(String::length).reversed());
    return words;
  }

  private static int remaining(String text, List<String> words) {
    String lower = text.toLowerCase(Locale.ROOT);
    String plain = plain(lower);
    int count = 0;
    for (int at = 0; at < lower.length(); count++) {
      int step = Math.max(word(plain, at, words), Math.max(run(lower, at), repetition(lower, at)));
      at = step == 0 ? at + 1 : afterSeparators(lower, at + step);
    }
    return count;
  }

  private static int afterSeparators(String text, int at) {
    int end = at;
    while (end < text.length() && !Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int word(String text, int at, List<String> words) {
    return words.stream()
        .filter(word -> text.startsWith(word, at))
        .mapToInt(String::length)
        .findFirst()
        .orElse(0);
  }

  /** The length of the run that begins there; 0 if none does. */
  private static int run(String text, int at) {
    int longest = 1;
    for (int step = -1; step <= 1; step++) {
      int end = at + 1;
      while (end < text.length() && text.charAt(end) - text.charAt(end - 1) == step) {
        end++;
      }
      longest = Math.max(longest, end - at);
    }
    for (String row : ROWS) {
      int end = at + 1;
      while (end < text.length() && row.contains(text.substring(at, end + 1))) {
        end++;
      }
      longest = Math.max(longest, end - at);
    }
    return longest >= SHORTEST_RUN ? longest : 0;
  }

  /** How much from there on stood before already; 0 if it is too little to be more than chance. */
  private static int repetition(String text, int at) {
    int longest = 0;
    for (int before = 0; before < at; before++) {
      int length = 0;
      while (at + length < text.length()
          && text.charAt(before + length) == text.charAt(at + length)) {
        length++;
      }
      longest = Math.max(longest, length);
    }
    return longest >= SHORTEST_REPETITION ? longest : 0;
  }

  private static String plain(String text) {
    return text.replace('0', 'o')
        .replace('1', 'i')
        .replace('!', 'i')
        .replace('3', 'e')
        .replace('4', 'a')
        .replace('@', 'a')
        .replace('5', 's')
        .replace('$', 's')
        .replace('7', 't');
  }
}
