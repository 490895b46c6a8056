// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import io.clooster.failover.Claim;
import io.clooster.failover.HoldOrder;
import io.clooster.failover.ServerList;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a claim is written into a TXT record:
 *
 * <pre>
 * v=1 epoch=7 holder=srv1.example.com renew=60
 *
 * claim  = pair *( blanks pair )     ; in any order, each key once
 * pair   = key "=" value             ; a key that is not below is ignored, with its value
 * v      = "1"                       ; the version of this grammar
 * epoch  = 1 to 999999999999999      ; no sign, no zero in front
 * holder = the name of a server, as the configuration has it
 * renew  = 1 to 86400                ; seconds; 60 if it is missing
 * retry  = 1 to 86400                ; seconds; may be missing
 * pinned = "yes"                     ; an operator has chosen this holder; may be missing
 * hold   = number "@" ( UTC / "-" )  ; nothing is moved until then, or may be again; may be missing
 * servers = 1 to 999999999          ; version of the holder's list of servers; 1 if it is missing
 * </pre>
 */
final class ClaimText {
  private static final String VERSION = "1";
  private static final String YES = "yes";
  private static final Duration RENEW = Duration.ofSeconds(60);
  private static final long LONGEST = Duration.ofDays(1).toSeconds();
  private static final Pattern BLANKS = Pattern.compile("[ \\t]+");
  private static final Pattern PAIR = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*=\\S*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,255}");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,14}");

  /** Says in some words why a text is no claim. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String why) {
      super(why);
    }
  }

  private ClaimText() {}

  /** The claim as a text, without quotation marks, written now. */
  static String of(Claim claim) {
    return of(claim, Instant.now());
  }

  /** The same, written then. */
  static String of(Claim claim, Instant now) {
    return "v="
        + VERSION
        + " epoch="
        + claim.epoch()
        + " holder="
        + claim.holder()
        + " renew="
        + claim.renew().toSeconds()
        + (claim.retry().isZero() ? "" : " retry=" + claim.retry().toSeconds())
        + (claim.pinned() ? " pinned=" + YES : "")
        + (claim.hold() == null ? "" : " hold=" + HoldText.of(claim.hold(), now))
        + (claim.serversVersion() == 1 ? "" : " servers=" + claim.serversVersion());
  }

  /**
   * The claim that a TXT record holds.
   *
   * @param content with or without quotation marks, see {@link TxtContent}
   * @param servers who may hold it; case makes no difference, and the claim has their spelling. A
   *     name that is none of them may be one of another list
   */
  static Claim read(String content, List<String> servers) throws Unreadable {
    return read(content, servers, Instant.now());
  }

  /** The same, read then. */
  static Claim read(String content, List<String> servers, Instant now) throws Unreadable {
    String text =
        TxtContent.text(content)
            .orElseThrow(() -> new Unreadable("its quotation marks are broken"));
    Map<String, String> values = values(text.strip());
    String version = value(values, "v");
    if (!version.equals(VERSION)) {
      throw new Unreadable("its version is not " + VERSION + ", a newer Clooster's perhaps");
    }
    String holder = server(value(values, "holder"), servers);
    long epoch = number("epoch", value(values, "epoch"), Claim.LAST_EPOCH);
    Duration renew = seconds("renew", values.get("renew"), RENEW);
    String held = values.get("hold");
    HoldOrder hold = held == null ? null : HoldText.read(held, now);
    Duration retry = seconds("retry", values.get("retry"), Duration.ZERO);
    String list = values.get("servers");
    long serversVersion = list == null ? 1 : number("servers", list, ServerList.LAST_VERSION);
    return new Claim(
        epoch, holder, renew, retry, YES.equals(values.get("pinned")), hold, serversVersion);
  }

  private static String server(String holder, List<String> servers) throws Unreadable {
    for (String server : servers) {
      if (server.equalsIgnoreCase(holder)) {
        return server;
      }
    }
    if (!NAME.matcher(holder).matches()) {
      throw new Unreadable("its holder is no name of a server");
    }
    return holder;
  }

  /** Whether a TXT record beside the records is meant to be a claim, readable or not. */
  static boolean meant(String content) {
    String text = TxtContent.text(content).orElse(content).strip();
    return text.startsWith("v=") || text.startsWith("\"v=");
  }

  private static Map<String, String> values(String text) throws Unreadable {
    Map<String, String> values = new HashMap<>();
    for (String pair : BLANKS.split(text, -1)) {
      if (!PAIR.matcher(pair).matches()) {
        throw new Unreadable("it is not made of key=value");
      }
      int equals = pair.indexOf('=');
      if (values.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
        throw new Unreadable("a key stands there twice");
      }
    }
    return values;
  }

  private static String value(Map<String, String> values, String key) throws Unreadable {
    String value = values.get(key);
    if (value == null) {
      throw new Unreadable("it has no " + key);
    }
    return value;
  }

  private static Duration seconds(String key, @Nullable String value, Duration otherwise)
      throws Unreadable {
    return value == null ? otherwise : Duration.ofSeconds(number(key, value, LONGEST));
  }

  private static long number(String key, String value, long most) throws Unreadable {
    if (!NUMBER.matcher(value).matches() || Long.parseLong(value) > most) {
      throw new Unreadable("its " + key + " is no number from 1 to " + most);
    }
    return Long.parseLong(value);
  }
}
