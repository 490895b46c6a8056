// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify.pushbullet;

import io.clooster.config.Config;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** The body of {@code POST /pushes} (Pushbullet API v2, "Create Push"). */
public final class PushbulletPush {
  private static final Set<String> TARGETS =
      Set.of("device_iden", "email", "channel_tag", "client_iden");

  private final Map<String, String> settings;

  public PushbulletPush(Config config) {
    this.settings = config.services().getOrDefault("pushbullet", Map.of());
  }

  /** A note to the configured target, or to all own devices; {@code guid} makes it idempotent. */
  public Map<String, String> note(
      @Body String text, @Header("title") String title, @Header("id") String id) {
    Map<String, String> push = new LinkedHashMap<>();
    push.put("type", "note");
    push.put("title", title);
    push.put("body", text);
    push.put("guid", id);
    TARGETS.stream()
        .filter(settings::containsKey)
        .forEach(target -> push.put(target, settings.get(target)));
    return push;
  }
}
