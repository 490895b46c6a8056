// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a file that is not JSON, as it may be shown. Where quotes are missing nobody can tell a
 * secret from what is none; so all is left out but for keys that are known, and the one word that
 * follows one of those that never have a secret.
 */
final class QuotedLine {
  private static final String LEFT_OUT = "…";

  /** Keys whose values may be seen. */
  private static final Set<String> PLAIN =
      Set.of(
          ("this_server other_server servers name listen server client port address backlog zone"
                  + " record records preferred_value protocol claim manual_edits failback"
                  + " failback_delay mode link keepalive confirm watchdog timeout reconnect min max verify"
                  + " within state_dir reload dns severity checks every fall rise tcp A AAAA")
              .split(" "));

  /** And those of which nothing but they themselves may be. */
  private static final Set<String> OTHER =
      Set.of(
          ("key id secret access_key secret_key session_token token mail api cloudflare pushbullet rfc2136 powerdns exec"
                  + " hetzner route53 desec gandi digitalocean http proxy ca command url target topic headers body")
              .split(" "));

  private static final Pattern WORD = Pattern.compile("[^\\s\"{}\\[\\],:]+");
  private static final Pattern COLON = Pattern.compile("\"?\\s*:.*");

  private QuotedLine() {}

  /** The line with this number, from 1; empty where there is none, or nothing on it. */
  static String of(String text, int number) {
    String line = text.lines().skip(number - 1L).findFirst().orElse("").strip();
    StringBuilder shown = new StringBuilder();
    boolean plain = false;
    int shownTo = 0;
    Matcher words = WORD.matcher(line);
    while (words.find()) {
      shown.append(line.substring(shownTo, words.start()));
      shownTo = words.end();
      String word = words.group();
      boolean known = PLAIN.contains(word) || OTHER.contains(word);
      if (known || COLON.matcher(line.substring(shownTo)).matches()) {
        shown.append(known ? word : LEFT_OUT);
        plain = PLAIN.contains(word);
      } else {
        shown.append(plain ? word : LEFT_OUT);
        plain = false;
      }
    }
    return Quoting.plain(shown.append(line.substring(shownTo)).toString());
  }
}
