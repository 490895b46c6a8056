// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the Kamelet of a DNS provider says of itself: its properties, and what it can. */
final class DnsKamelet {
  /** How it writes: {@link #CONDITIONAL}, {@link #LAST_LOOK} or {@link #STATED}. */
  private static final String WRITE = "clooster.io/dns.write";

  private static final String CONDITIONAL = "conditional";
  private static final String LAST_LOOK = "last-look";

  /** As its property {@code conditional} says. */
  private static final String STATED = "stated";

  /** What it can besides, each with a label of its own that says {@code true}. */
  private static final Set<String> OPERATIONS = Set.of("lookup", "trial", "token");

  private static final String LABELS = "clooster.io/dns.";

  /** So many changes it makes at once. */
  private static final NumberLabel MOST = new NumberLabel("changes", 1, 1_000_000);

  /** So many writes it bears in a day. */
  private static final NumberLabel WRITES =
      new NumberLabel("writes-per-day", Config.Provider.LEAST_WRITES, 1_000_000);

  /** So many calls of any kind an account has in a day; a look is one for each name. */
  private static final NumberLabel CALLS = new NumberLabel("calls-per-day", 1, 1_000_000);

  /** It takes no TTL, in seconds, below that. */
  private static final NumberLabel TTL = new NumberLabel("least-ttl", 1, 86_400);

  /** A label with a whole number. */
  private record NumberLabel(String word, int least, int most) {
    String label() {
      return LABELS + word;
    }

    boolean fits(String text) {
      if (!text.matches("[0-9]{1,7}")) {
        return false;
      }
      int value = Integer.parseInt(text);
      return value >= least && value <= most;
    }
  }

  private final String name;
  private final Kamelet kamelet;

  /** The Kamelet of the provider of that name. */
  DnsKamelet(String name, Kamelet kamelet) {
    this.name = name;
    this.kamelet = kamelet;
  }

  /**
   * Reads the keys that it declares; what else is in the block has been asked for, or is unknown.
   */
  void read(BlockReader block, KameletSettings service) {
    if (kamelet.readable() && !says(CONDITIONAL) && !says(LAST_LOOK) && !says(STATED)) {
      block.problem(
          "can't be used: "
              + Quoting.plain(name)
              + Config.Provider.ACTION
              + " does not say whether it writes on a condition",
          "give the Kamelet the label \""
              + WRITE
              + "\": conditional or last-look"
              + " (docs/providers.md)");
    }
    for (NumberLabel number : List.of(MOST, WRITES, CALLS, TTL)) {
      check(number, block);
    }
    new KameletBlock(block, kamelet, service).read();
  }

  private void check(NumberLabel number, BlockReader block) {
    String text = kamelet.labels().get(number.label());
    if (text != null && !number.fits(text)) {
      block.problem(
          "can't be used: "
              + Quoting.plain(name)
              + Config.Provider.ACTION
              + " has the label "
              + number.label()
              + ": "
              + Quoting.quoted(text),
          "write a whole number from "
              + number.least()
              + " to "
              + number.most()
              + " there, in double quotes, or remove the label (docs/providers.md)");
    }
  }

  /** What is known of it, with its block's values. */
  Config.Provider provider(Map<String, String> values) {
    Set<String> can = new LinkedHashSet<>();
    for (String operation : OPERATIONS) {
      if (label(LABELS + operation).equals("true")) {
        can.add(operation);
      }
    }
    boolean stated = says(STATED) && values.getOrDefault(CONDITIONAL, "").equals("true");
    return new Config.Provider(
        name,
        says(CONDITIONAL) || stated,
        can,
        Math.max(3, value(MOST, Integer.MAX_VALUE)),
        value(WRITES, 0),
        value(CALLS, 0),
        value(TTL, 0));
  }

  private int value(NumberLabel number, int otherwise) {
    String text = label(number.label());
    return number.fits(text) ? Integer.parseInt(text) : otherwise;
  }

  private boolean says(String write) {
    return label(WRITE).equals(write);
  }

  private String label(String label) {
    return kamelet.labels().getOrDefault(label, "");
  }
}
