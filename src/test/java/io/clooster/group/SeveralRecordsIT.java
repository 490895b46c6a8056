// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.ProcessTest;
import io.clooster.sandbox.ApiCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records of all types that can point at a server move together. */
@ProcessTest
class SeveralRecordsIT {
  private static final String APEX = "example.com";
  private static final String OLD = "old.example.com";
  private static final String NEW = "new.example.com";

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  private void withAddresses() {
    group.set("/servers", group.entries().stream().map(SeveralRecordsIT::withAddresses).toList());
  }

  private static Map<String, Object> withAddresses(Map<String, Object> entry) {
    var number = ((String) entry.get("name")).replaceAll("\\D", "");
    var more = new HashMap<>(entry);
    more.put("A", "192.0.2." + number);
    more.put("AAAA", "2001:db8::" + number);
    return more;
  }

  private static boolean moves(ApiCall call) {
    return call.isWrite() && call.body().contains("\"patches\"");
  }

  @Test
  void whenTheHolderCrashesRecordsOfAllTypesMoveInOneCall() throws Exception {
    // Given: one name with two types, one with each, and the one that every group has.
    group.of(2);
    withAddresses();
    var cloudflare = group.cloudflare();
    cloudflare.addRecord(APEX, "A", "192.0.2.1");
    cloudflare.addRecord(APEX, "AAAA", "2001:db8::1");
    cloudflare.addRecord(OLD, "A", "192.0.2.1");
    cloudflare.addRecord(NEW, "AAAA", "2001:db8::1");
    cloudflare.addRecord("mail.example.com", "A", "192.0.2.1");
    for (var server : group.servers()) {
      server.set("/cloudflare/records", List.of(APEX, ServerGroup.WWW, OLD, NEW));
      server.unset("/cloudflare/record");
    }
    group.start();

    // When
    group.srv(1).kill();

    // Then
    group.story().awaitRecord(2);
    group.story().settles();
    assertThat(cloudflare.content(APEX, "A")).isEqualTo("192.0.2.2");
    assertThat(cloudflare.content(APEX, "AAAA")).isEqualTo("2001:db8::2");
    assertThat(cloudflare.content(ServerGroup.WWW, "CNAME")).isEqualTo(ServerGroup.name(2));
    assertThat(cloudflare.content(OLD, "A")).isEqualTo("192.0.2.2");
    assertThat(cloudflare.content(NEW, "AAAA")).isEqualTo("2001:db8::2");
    assertThat(cloudflare.content("mail.example.com", "A")).isEqualTo("192.0.2.1");

    // And all of that was one call, told by one message.
    assertThat(cloudflare.calls().stream().filter(SeveralRecordsIT::moves))
        .singleElement()
        .satisfies(call -> assertThat(call.path()).endsWith("/dns_records/batch"));
    assertThat(group.story().notes())
        .singleElement()
        .satisfies(
            note ->
                assertThat(note.title())
                    .isEqualTo(
                        "[srv2.example.com] Server 'srv1.example.com' is now down ("
                            + Told.CLOSED
                            + ")"));
  }
}
