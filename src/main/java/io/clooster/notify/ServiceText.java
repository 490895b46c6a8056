// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.util.regex.Pattern;

/** A text as a messenger's service takes it: not too long, and what would be markup escaped. */
public final class ServiceText {
  private static final String CUT = "…";

  /** What Discord's Markdown and the one of Adaptive Cards give a meaning. */
  private static final Pattern MARKDOWN = Pattern.compile("[\\\\*_~`|>#\\[\\]()-]");

  /** At a line's beginning a number and a dot make a list. */
  private static final Pattern NUMBERED = Pattern.compile("(?m)^(\\s*\\d+)\\.");

  /** The text, or its beginning and an ellipsis: {@code most} characters (UTF-16) in all. */
  public String upTo(int most, String text) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - CUT.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
  }

  /** The same, counted in bytes of UTF-8. */
  public String upToBytes(int most, String text) {
    if (text.getBytes(UTF_8).length <= most) {
      return text;
    }
    CharBuffer letters = CharBuffer.wrap(text);
    ByteBuffer room = ByteBuffer.allocate(most - CUT.getBytes(UTF_8).length);
    UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE).encode(letters, room, true);
    return text.substring(0, letters.position()) + CUT;
  }

  /** For Slack: its three control characters as entities (docs.slack.dev, "Formatting text"). */
  public String slack(int most, String text) {
    return upTo(most, text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** For Discord: its Markdown escaped. Each character may become two. */
  public String discord(int most, String text) {
    return markdown(upTo(most / 2, text));
  }

  /**
   * The URL of Discord's webhook, asking it to answer when the message is saved: else one that is
   * not saved is no error (docs.discord.com, "Execute Webhook").
   */
  public String waiting(String url) {
    return url + (url.contains("?") ? "&" : "?") + "wait=true";
  }

  /** For an Adaptive Card: the same; a single line end would be none there. */
  public String card(int most, String text) {
    return markdown(upTo(most / 2, text)).replace("\n", "\n\n");
  }

  private static String markdown(String text) {
    return NUMBERED.matcher(MARKDOWN.matcher(text).replaceAll("\\\\$0")).replaceAll("$1\\\\.");
  }
}
