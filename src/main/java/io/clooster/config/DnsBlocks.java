// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the block of the DNS provider: the one for which there is a Kamelet, {@code
 * NAME-dns-action}; of several the one that {@code "dns"} names. The others are read, too, so that
 * what is wrong with them shows now and not when they are chosen.
 */
final class DnsBlocks {
  private static final String KEY = "dns";

  /** What most people have. */
  private static final String USUAL = "cloudflare";

  private final BlockReader root;
  private final KameletCatalog kamelets;
  private final int protocol;

  DnsBlocks(BlockReader root, KameletCatalog kamelets, int protocol) {
    this.root = root;
    this.kamelets = kamelets;
    this.protocol = protocol;
  }

  /**
   * The provider's block, or null and a problem.
   *
   * @param services gets the values of the one that is chosen, by its name
   */
  @Nullable DnsBlock read(Map<String, KameletSettings> services) {
    String named = root.optional(KEY, ValueType.TEXT);
    List<String> configured = configured(named);
    if (named == null && configured.size() > 1) {
      root.problem(
          KEY,
          "is missing: there are the blocks " + String.join(" and ", configured),
          "write which of them has the records now: \"dns\": \"" + configured.get(0) + "\"");
      return null;
    }
    String chosen = named != null ? named : configured.isEmpty() ? USUAL : configured.get(0);
    if (named != null && !kamelets.has(chosen + Config.Provider.ACTION)) {
      unknown(named, kamelets.providers());
      return null;
    }
    if (!root.has(chosen)) {
      missing(chosen);
      return null;
    }
    BlockReader block = root.block(chosen);
    if (block == null) {
      return null;
    }
    configured.stream().filter(name -> !name.equals(chosen)).forEach(this::check);
    KameletSettings service = new KameletSettings();
    services.put(chosen, service);
    return DnsBlock.read(block, kamelet(chosen), service, protocol);
  }

  /**
   * The blocks for which there is a Kamelet; all that are installed are asked for.
   *
   * @param named the one that the file says is the provider's
   */
  private List<String> configured(@Nullable String named) {
    List<String> configured = new ArrayList<>();
    for (String name : root.unasked()) {
      if (kamelets.has(name + Config.Provider.ACTION)) {
        root.has(name);
        if (!name.equals(named) && isNotifiers(name)) {
          rejectNotifier(name);
        } else {
          configured.add(name);
        }
      }
    }
    kamelets.providers().forEach(root::has);
    return configured;
  }

  /** There are both of that name, and nothing in the block is a provider's. */
  private boolean isNotifiers(String name) {
    ConfigValue item = root.item(name);
    return kamelets.has(name + Config.Notifier.SINK)
        && item != null
        && item.node() instanceof Node.Block block
        && Stream.of("zone", "record", "records").noneMatch(block.entries()::containsKey);
  }

  private void rejectNotifier(String name) {
    root.reject(
        name,
        "is the block of the DNS provider, and has neither zone nor record",
        "if it is to tell you, put a name behind an @: \""
            + name
            + "@NAME\": { … }; if it has the records, write \"zone\" and \"record\" into it");
  }

  private void check(String other) {
    BlockReader block = root.block(other);
    if (block != null) {
      DnsBlock.check(block, kamelet(other), protocol);
    }
  }

  private DnsKamelet kamelet(String name) {
    return new DnsKamelet(
        name, kamelets.kamelet(name + Config.Provider.ACTION).orElse(Kamelet.UNREADABLE));
  }

  private void missing(String provider) {
    root.problem(
        provider,
        "is missing",
        "write a block with "
            + (provider.equals(USUAL) ? "\"token\", " : "")
            + "\"zone\", \"record\""
            + (root.has("servers") ? "" : " and \"preferred_value\""));
  }

  private void unknown(String provider, Collection<String> installed) {
    root.problem(
        KEY,
        Quoting.quoted(provider) + " is no DNS provider that is installed",
        DidYouMean.closest(provider, installed)
            .map(name -> "did you mean \"" + name + "\"?")
            .orElse("there are " + String.join(", ", installed)));
  }
}
