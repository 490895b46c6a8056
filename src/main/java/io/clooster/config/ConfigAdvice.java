// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import io.clooster.name.Loopback;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds what is valid, and hardly meant so. */
final class ConfigAdvice {
  /** What stands in {@code clooster.json.example} where something of the user's own belongs. */
  static final Set<String> EXAMPLES =
      Set.of(
          "YOUR-CLOUDFLARE-TOKEN",
          "YOUR-PUSHBULLET-TOKEN",
          "YOUR-GLOBAL-API-KEY",
          "YOU@EXAMPLE.COM",
          "DEVICE");

  /** Of documentation alone (RFC 2606); the example's names are among them. */
  private static final Pattern EXAMPLE_NAME =
      Pattern.compile("(.*\\.)?example\\.(com|net|org)\\.?", Pattern.CASE_INSENSITIVE);

  /** Two servers may notice a cut one keep-alive apart, and a renewal of the claim takes a call. */
  private static final Duration RENEWAL = Duration.ofSeconds(1);

  private final BlockReader root;
  private final ConfigParts parts;
  private final Problems problems;

  private ConfigAdvice(BlockReader root, ConfigParts parts, Problems problems) {
    this.root = root;
    this.parts = parts;
    this.problems = problems;
  }

  /**
   * Adds it to the file's problems, of which there may be others: whoever mends these is not to
   * find new ones. Nothing is said of what depends on a value that is wrong.
   */
  static void give(BlockReader root, ConfigParts parts, Problems problems) {
    ConfigAdvice advice = new ConfigAdvice(root, parts, problems);
    advice.keys();
    advice.names();
    parts.services().forEach(advice::service);
    advice.confirm();
    advice.claim();
    advice.protocol();
  }

  private void keys() {
    List<Config.Key> keys = parts.keys() == null ? List.of() : parts.keys();
    Set<String> names = new LinkedHashSet<>();
    if (parts.records() != null) {
      parts.records().forEach(record -> names.addAll(List.of(record.name(), record.zone())));
    }
    servers().forEach(server -> names.add(server.name()));
    for (Config.Key key : keys) {
      if (GuessableText.is(key.secret().value(), names)) {
        root.advise(
            "key",
            (keys.size() == 1 ? "is" : "the one with the id " + key.id() + " is")
                + " easy to guess",
            "make one with \"openssl rand -hex 32\" and write it on all servers");
      }
    }
  }

  private List<Config.Server> servers() {
    return parts.members() == null ? List.of() : parts.members().servers();
  }

  private void names() {
    for (Config.Server server : servers()) {
      if (EXAMPLE_NAME.matcher(server.name()).matches()) {
        root.advise(
            root.has("servers") ? "servers" : "this_server",
            server.name() + " is a name of the example",
            "write your servers' own names");
        return;
      }
    }
  }

  private void service(String name, Map<String, String> values) {
    // What is no block has been told as such.
    BlockReader block = problems.isAbout(name) ? null : root.block(name);
    if (block == null) {
      return;
    }
    values.forEach(
        (key, value) -> {
          if (EXAMPLES.contains(value)) {
            block.advise(key, "is the text of the example", "write your own");
          } else if (key.equals("zone") && EXAMPLE_NAME.matcher(value).matches()) {
            block.advise(key, value + " is a name of the example", "write your own domain");
          } else if (isPlainHttp(value)) {
            block.advise(
                key,
                "is not encrypted: whoever is on the way to "
                    + host(value)
                    + " reads the credentials, and can answer in its place",
                "write https:// there");
          }
        });
    if (sendsPasswordInTheClear(values)) {
      block.advise(
          "tls",
          "is none: whoever is on the way to "
              + values.get("server")
              + " reads the password and the messages, and can answer in its place",
          "remove it, so that STARTTLS is required, or write \"tls\" for a port that is encrypted"
              + " from the first byte");
    }
  }

  /** A mail server's account, by a connection that is not encrypted and leaves this machine. */
  private static boolean sendsPasswordInTheClear(Map<String, String> values) {
    String server = values.getOrDefault("server", "");
    return "none".equals(values.get("tls"))
        && values.containsKey("password")
        && !Loopback.is(server.replaceFirst("(?<=^[^:]{1,255}|]):\\d+$", ""));
  }

  /** Only the claim gives a server that lives, out of sight, the time that it needs. */
  private void confirm() {
    Duration least = parts.link().keepalive().plus(RENEWAL);
    BlockReader link = problems.areAbout("link") ? null : root.block("link");
    if (link != null && parts.claim() && parts.link().confirm().compareTo(least) < 0) {
      link.advise(
          link.has("confirm") ? "confirm" : "keepalive",
          "confirm is shorter than keepalive and a second, the time in which a server that lives,"
              + " and is only out of sight, renews its claim: its record might be taken from it",
          "write \"confirm\": \"" + least.toMillis() + "ms\" or more");
    }
  }

  /** Without a witness, answers that prove nothing are all that is known of a server. */
  private void claim() {
    if (parts.protocol() == 2
        && !parts.claim()
        && root.has("claim")
        && !problems.areAbout("claim")) {
      root.advise(
          "claim",
          "is false: as long as anything answers on a dead server's port, even without the key,"
              + " its record is not moved; and where only the link is cut, a record may move from a"
              + " server that lives",
          "remove it, on all servers");
    }
  }

  /** Its hello is the same each time, and what follows it is in the clear. */
  private void protocol() {
    if (parts.protocol() == 1 && !problems.areAbout("protocol")) {
      root.advise(
          root.has("protocol") ? "protocol" : "other_server",
          "the link speaks protocol 1, which is neither encrypted nor authenticated: whoever is on"
              + " the way can read it, and speak in the other server's place",
          "write \"protocol\": 2 into the files of both when both run Clooster 2; until then use a"
              + " network that you trust");
    }
  }

  private static boolean isPlainHttp(String value) {
    return value.toLowerCase(Locale.ROOT).startsWith("http://") && !Loopback.is(host(value));
  }

  private static String host(String url) {
    try {
      return Objects.requireNonNullElse(URI.create(url).getHost(), "its host");
    } catch (IllegalArgumentException e) {
      // An own Kamelet's text that only begins like a URL.
      return "its host";
    }
  }
}
