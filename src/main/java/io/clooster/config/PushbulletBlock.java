// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.List;

/** The block {@code pushbullet}: where the administrator is told. */
final class PushbulletBlock {
  private static final String API = "https://api.pushbullet.com/v2";
  private static final List<String> TARGETS =
      List.of("device_iden", "email", "channel_tag", "client_iden");

  private PushbulletBlock() {}

  /** Its values; the target's key stands beside the others. */
  static KameletSettings read(BlockReader block) {
    KameletSettings service = new KameletSettings();
    String key =
        block.required(
            "key", ValueType.TOKEN, "write your Pushbullet access token: \"key\": \"o.…\"");
    if (key != null) {
      service.withSecret("key", key);
    }
    service.with("api", block.or("api", ValueType.URL, API));
    BlockReader target = block.block("target");
    if (target != null) {
      readTarget(target, service);
    }
    block.refuseUnknown();
    return service;
  }

  private static void readTarget(BlockReader target, KameletSettings service) {
    List<String> given = TARGETS.stream().filter(target::has).toList();
    if (given.size() > 1) {
      target.problem(
          "has " + String.join(" and ", given), "keep one of them: a push goes to one target");
    }
    for (String name : given) {
      String value = target.optional(name, ValueType.TEXT);
      if (value != null) {
        service.with(name, value);
      }
    }
    target.refuseUnknown();
  }
}
