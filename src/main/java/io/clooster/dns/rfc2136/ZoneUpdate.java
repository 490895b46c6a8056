// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.rfc2136;

import io.clooster.dns.PlainData;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/**
 * Makes an UPDATE of a write's record sets (RFC 2136, 2.4 and 2.5). It names no SOA: the server
 * counts the zone's serial itself.
 */
final class ZoneUpdate {
  private static final long TTL = 60;

  private ZoneUpdate() {}

  /** The message, unsigned. */
  static Update of(Map<String, Object> order) throws IOException {
    Update update = new Update(name(PlainData.text(order, "zone")));
    List<Map<?, ?>> sets = PlainData.maps(order, "sets");
    if (PlainData.flag(order, "conditional")) {
      for (Map<?, ?> set : sets) {
        require(update, set);
      }
    }
    for (Map<?, ?> set : sets) {
      replace(update, set);
    }
    return update;
  }

  /** The set holds just what it held; of nothing, there is none. */
  private static void require(Update update, Map<?, ?> set) throws IOException {
    List<String> before = PlainData.texts(set, "before");
    if (before.isEmpty()) {
      update.absent(name(PlainData.text(set, "name")), type(set));
    }
    for (String content : before) {
      update.present(record(set, content, 0));
    }
  }

  private static void replace(Update update, Map<?, ?> set) throws IOException {
    update.delete(name(PlainData.text(set, "name")), type(set));
    for (String content : PlainData.texts(set, "after")) {
      update.add(record(set, content, ttl(set)));
    }
  }

  private static Record record(Map<?, ?> set, String content, long ttl) throws IOException {
    return Record.fromString(
        name(PlainData.text(set, "name")), type(set), DClass.IN, ttl, content, Name.root);
  }

  private static int type(Map<?, ?> set) {
    return Type.value(PlainData.text(set, "type"));
  }

  /** In seconds. */
  static long ttl(Map<?, ?> set) {
    return set.get("ttl") instanceof Number seconds ? seconds.longValue() : TTL;
  }

  /** As a whole name, with or without its final dot. */
  static Name name(String text) throws IOException {
    return Name.fromString(text, Name.root);
  }
}
