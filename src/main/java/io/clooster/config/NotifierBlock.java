// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A notifier's block: {@code "slack": { … }}, as the Kamelet {@code slack-notify-sink} declares it.
 * Of several of a kind each has a name of its own, {@code "slack@ops"}, and so has one of a kind
 * that is a DNS provider's name, too, {@code "exec@ops"}; any other Kamelet serves as one where the
 * block names it, {@code "kamelet": "http-sink"}.
 */
final class NotifierBlock {
  private static final Pattern NAME = Pattern.compile("([^@]+)(@[A-Za-z0-9][A-Za-z0-9._-]{0,31})?");
  private static final String KAMELET = "kamelet";
  private static final String EVERYTHING = "info";

  private final KameletCatalog kamelets;

  NotifierBlock(KameletCatalog kamelets) {
    this.kamelets = kamelets;
  }

  /**
   * Reads the block of that name.
   *
   * @param service gathers its values and its defaults
   * @return the notifier; null where there is no Kamelet for it, or a problem with its name
   */
  Config.@Nullable Notifier read(BlockReader root, String name, KameletSettings service) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return null;
    }
    String installed = parts.group(1) + Config.Notifier.SINK;
    boolean named = namesItsKamelet(root, name);
    Optional<Kamelet> declared = named ? Optional.empty() : kamelets.kamelet(installed);
    if (!named && declared.isEmpty()) {
      return null;
    }
    BlockReader block = root.block(name);
    if (block == null) {
      return new Config.Notifier(name, installed, EVERYTHING);
    }
    rejectProviders(block, name, parts.group(1));
    String kamelet = named ? block.optional(KAMELET, ValueType.KAMELET) : installed;
    String least = block.or("severity", ValueType.SEVERITY, EVERYTHING);
    if (kamelet == null) {
      return new Config.Notifier(name, installed, least);
    }
    declared
        .or(() -> kamelets.kamelet(kamelet))
        .ifPresentOrElse(
            found -> new KameletBlock(block, found, service).read(),
            () ->
                block.problem(
                    KAMELET,
                    Quoting.quoted(kamelet) + " is no Kamelet that is there",
                    "correct its name, or put "
                        + Quoting.plain(kamelet)
                        + KameletCatalog.FILE
                        + " into routes/site/kamelets, or the jar that has it into lib/ext"));
    return new Config.Notifier(name, kamelet, least);
  }

  /** Keys of the DNS provider that has the same name without the {@code @}. */
  private void rejectProviders(BlockReader block, String name, String kind) {
    if (kamelets.has(kind + Config.Provider.ACTION)) {
      String remedy =
          "write the provider's block as \"" + kind + "\", and leave \"" + name + "\" to tell you";
      for (String key : List.of("zone", "record", "records", "preferred_value")) {
        if (block.unasked().contains(key)) {
          block.reject(
              key, "is a DNS provider's: a block with an @ in its name is a notifier", remedy);
        }
      }
    }
  }

  private static boolean namesItsKamelet(BlockReader root, String name) {
    ConfigValue item = root.item(name);
    return item != null
        && item.node() instanceof Node.Block block
        && block.entries().containsKey(KAMELET);
  }
}
