// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A notifier's block: {@code "slack": { … }}, as the Kamelet {@code slack-notify-sink} declares it.
 * Of several of a kind each has a name of its own, {@code "slack@ops"}; any other Kamelet serves as
 * one where the block names it, {@code "kamelet": "http-sink"}.
 */
final class NotifierBlock {
  private static final Pattern NAME = Pattern.compile("([^@]+)(@[A-Za-z0-9][A-Za-z0-9._-]{0,31})?");
  private static final String KAMELET = "kamelet";

  /** The words for how much a message matters, least first. */
  private static final List<String> SEVERITIES = List.of("info", "warning", "critical");

  private static final ValueType<String> SEVERITY =
      new ValueType<>(
          "\"info\", \"warning\" or \"critical\"",
          false,
          false,
          true,
          scalar -> {
            if (!SEVERITIES.contains(scalar.text())) {
              throw new InvalidValue(
                  "is none of the severities", "write \"info\", \"warning\" or \"critical\"");
            }
            return scalar.text();
          });

  private static final ValueType<String> KAMELET_NAME =
      new ValueType<>("the name of a Kamelet in double quotes", false, false, true, Scalar::text);

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
    String installed = parts.group(1) + KameletCatalog.NOTIFIER;
    boolean named = namesItsKamelet(root, name);
    if (!named && kamelets.kamelet(installed).isEmpty()) {
      return null;
    }
    String least = SEVERITIES.get(0);
    BlockReader block = root.block(name);
    if (block == null) {
      return new Config.Notifier(name, installed, least);
    }
    String kamelet = named ? block.optional(KAMELET, KAMELET_NAME) : installed;
    least = block.or("severity", SEVERITY, least);
    if (kamelet == null) {
      return new Config.Notifier(name, installed, least);
    }
    kamelets
        .kamelet(kamelet)
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

  private static boolean namesItsKamelet(BlockReader root, String name) {
    ConfigValue item = root.item(name);
    return item != null
        && item.node() instanceof Node.Block block
        && block.entries().containsKey(KAMELET);
  }
}
