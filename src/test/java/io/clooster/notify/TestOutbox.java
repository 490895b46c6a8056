// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import io.clooster.message.Messages;
import io.clooster.message.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** An outbox with one notifier, Pushbullet. */
record TestOutbox(Config config, Messages words, Outbox outbox) {
  static final String SERVICE = "pushbullet";

  /** Its configuration lies in this directory. */
  static TestOutbox in(Path directory) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("clooster.json"),
            """
            {"protocol": 2, "this_server": "srv1.test", "servers": ["srv1.test", "srv2.test"],
             "listen": {"address": "127.0.0.1", "port": 1}, "key": "0123456789abcdef",
             "cloudflare": {"token": "token", "zone": "example.com", "record": "www.example.com",
                            "api": "http://127.0.0.1:1"},
             "pushbullet": {"key": "key", "api": "http://127.0.0.1:1"}}
            """);
    Path kamelets = Path.of("routes", "kamelets").toAbsolutePath();
    Config config = ConfigReader.read(file, kamelets, name -> null);
    var words =
        new Messages(Texts.shipped(), "srv1.test", "www.example.com", moment -> Instant.EPOCH);
    return new TestOutbox(config, words, new Outbox(config, words));
  }
}
