// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import java.util.Set;

/** Names as the APIs of DNS providers write them: within their zone, or with a final dot. */
public final class ZoneNames {
  /** The zone's own name, within it. */
  public static final String APEX = "@";

  /** Of these what the record holds is a name. */
  private static final Set<String> NAMES = Set.of("CNAME", "NS", "PTR");

  private ZoneNames() {}

  /** {@code www} for {@code www.example.com}, {@code @} for the zone's own name. */
  public static String within(String zone, String name) {
    if (name.equals(zone)) {
      return APEX;
    }
    if (!name.endsWith("." + zone)) {
      throw new IllegalArgumentException(name + " is not in the zone " + zone);
    }
    return name.substring(0, name.length() - zone.length() - 1);
  }

  /** The other way round; an empty text is the zone's own name, too. */
  public static String full(String zone, String within) {
    return within.isEmpty() || within.equals(APEX) ? zone : within + "." + zone;
  }

  /** What the record holds, with a final dot if that is a name. */
  public static String dotted(String type, String content) {
    return NAMES.contains(type) && !content.endsWith(".") ? content + "." : content;
  }
}
