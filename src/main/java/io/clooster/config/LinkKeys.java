// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code key}: one secret, or under protocol 2 a list of secrets with ids. */
final class LinkKeys {
  private static final String MAKE_ONE =
      "make one with \"openssl rand -hex 32\" or \"clooster init\"";

  /** What stands in {@code clooster.json.example}. */
  private static final Set<String> EXAMPLES =
      Set.of("A-LONG-RANDOM-TEXT", "THE-OLD-RANDOM-TEXT", "THE-NEW-RANDOM-TEXT");

  private static final int SHORTEST = 16;
  private static final int MOST = 16;

  private LinkKeys() {}

  /** At least one key, or null and a problem. */
  static @Nullable List<Config.Key> read(BlockReader root, int protocol) {
    ConfigValue item = root.item("key");
    if (item != null && item.isList()) {
      if (protocol == 1) {
        item.problem(
            "is a list, which protocol 1 doesn't know",
            "write one text, or \"protocol\": 2 on both servers");
        return null;
      }
      return list(item);
    }
    String secret =
        root.required(
            "key",
            ValueType.TEXT,
            "write a long random text, the same on "
                + (protocol == 1 ? "both" : "all")
                + " servers: \"key\": \"…\"");
    if (item == null
        || secret == null
        || known(item, secret)
        || (protocol == 2 && tooShort(item, secret))) {
      return null;
    }
    return List.of(new Config.Key(Config.Key.DEFAULT_ID, new Secret(secret)));
  }

  private static @Nullable List<Config.Key> list(ConfigValue keys) {
    List<ConfigValue> items = keys.list("write at least one { \"id\": \"…\", \"secret\": \"…\" }");
    if (items == null) {
      return null;
    }
    if (items.size() > MOST) {
      keys.problem("has " + items.size() + " keys", "keep " + MOST + " at most");
      return null;
    }
    List<Config.Key> read = new ArrayList<>();
    Map<String, ConfigValue> ids = new LinkedHashMap<>();
    Map<String, ConfigValue> secrets = new LinkedHashMap<>();
    for (ConfigValue item : items) {
      BlockReader block = item.block("write { \"id\": \"…\", \"secret\": \"…\" }");
      Config.Key key = block == null ? null : key(block);
      if (key != null) {
        read.add(key);
        item.requireUnique(ids, key.id(), "has the same id as", "give each key an id of its own");
        item.requireUnique(
            secrets, key.secret().value(), "has the same secret as", "remove one of the two");
      }
    }
    return read.size() == items.size() ? read : null;
  }

  private static Config.@Nullable Key key(BlockReader block) {
    String id =
        block.required(
            "id", ValueType.KEY_ID, "write a name for it, the same on all servers: \"id\": \"2\"");
    String secret =
        block.required(
            "secret", ValueType.TEXT, "write a long random text, the same on all servers");
    ConfigValue item = block.item("secret");
    block.refuseUnknown();
    if (id == null
        || secret == null
        || item == null
        || known(item, secret)
        || tooShort(item, secret)) {
      return null;
    }
    return new Config.Key(id, new Secret(secret));
  }

  private static boolean known(ConfigValue item, String secret) {
    if (!EXAMPLES.contains(secret)) {
      return false;
    }
    item.problem("is the text of the example, which everybody knows", MAKE_ONE);
    return true;
  }

  private static boolean tooShort(ConfigValue item, String secret) {
    if (secret.codePointCount(0, secret.length()) >= SHORTEST) {
      return false;
    }
    item.problem("is shorter than " + SHORTEST + " characters", MAKE_ONE);
    return true;
  }
}
