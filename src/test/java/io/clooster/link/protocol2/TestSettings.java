// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.config.Secret;
import java.util.Arrays;
import java.util.List;

/** A configuration of the tests, and how others differ from it. */
record TestSettings(List<String> servers, List<String> records, List<LinkKey> keys) {
  static final String SRV1 = "srv1.test";
  static final String SRV2 = "srv2.test";
  static final String SRV3 = "srv3.test";

  /** Three servers, one record, one key. */
  static final TestSettings THREE =
      new TestSettings(
          List.of(SRV1, SRV2, SRV3), List.of("www.example.com"), List.of(key("", "a secret")));

  static LinkKey key(String id, String secret) {
    return new LinkKey(id, new Secret(secret));
  }

  TestSettings servers(String... names) {
    return new TestSettings(List.of(names), records, keys);
  }

  TestSettings records(String... names) {
    return new TestSettings(servers, List.of(names), keys);
  }

  /** Keys with these ids, each with a secret that follows from its id. */
  TestSettings keys(String... ids) {
    return new TestSettings(
        servers, records, Arrays.stream(ids).map(id -> key(id, "secret of " + id)).toList());
  }

  TestSettings secret(String secret) {
    return new TestSettings(servers, records, List.of(key("", secret)));
  }

  LinkSettings of(String thisServer) {
    return new LinkSettings(thisServer, servers, records, keys);
  }
}
