// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static io.clooster.daemon.ClaimedWrite.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.config.ConfigReader;
import io.clooster.failover.RecordSnapshot;
import io.clooster.testing.Service;
import io.clooster.testing.Slow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the Kamelet for Hetzner waits for what it was promised. */
@Timeout(60)
@Slow
class HetznerKameletTest {
  private static final Path HOME = Path.of("").toAbsolutePath();
  private static final String ACTION =
      "{\"action\": {\"id\": %d, \"status\": \"%s\", \"error\": %s}}";

  private static final String RECORD =
      """
      {"rrsets": [{"name": "www", "type": "CNAME", "ttl": 60,
         "records": [{"value": "srv1.example.com."}]}],
       "meta": {"pagination": {"next_page": null}}}
      """;

  @TempDir private Path directory;

  @Test
  void eachChangeIsOverBeforeTheNextOneBegins() throws Exception {
    try (Service service = new Service();
        KameletCalls calls = calls(service)) {
      RecordSnapshot before = read(service, calls);
      int asked = service.calls().size();
      service.answer(201, Map.of(), ACTION.formatted(1, "running", "null"));
      service.answer(200, Map.of(), ACTION.formatted(1, "running", "null"));
      service.answer(200, Map.of(), ACTION.formatted(1, "success", "null"));
      service.answer(201, Map.of(), ACTION.formatted(2, "success", "null"));

      calls.provider().write(write(before, "srv2.example.com", 1));

      assertThat(service.calls().subList(asked, service.calls().size()))
          .extracting(call -> call.method() + " " + call.target())
          .containsExactly(
              "POST /zones/example.com/rrsets",
              "GET /actions/1",
              "GET /actions/1",
              "POST /zones/example.com/rrsets/www/CNAME/actions/set_records");
      assertThat(service.calls())
          .allMatch(call -> "Bearer secret-token".equals(call.headers().get("Authorization")));
    }
  }

  @Test
  void oneThatFailsKeepsTheOthersFromBeginning() throws Exception {
    try (Service service = new Service();
        KameletCalls calls = calls(service)) {
      RecordSnapshot before = read(service, calls);
      int asked = service.calls().size();
      service.answer(201, Map.of(), ACTION.formatted(1, "running", "null"));
      String error = "{\"code\": \"action_failed\", \"message\": \"Action failed\"}";
      service.answer(200, Map.of(), ACTION.formatted(1, "error", error));

      assertThatThrownBy(() -> calls.provider().write(write(before, "srv2.example.com", 1)))
          .hasRootCauseMessage(
              "Hetzner accepted the change, and could not carry it out: Action failed"
                  + " (action_failed)");
      assertThat(service.calls()).hasSize(asked + 2);
    }
  }

  private static RecordSnapshot read(Service service, KameletCalls calls) throws Exception {
    service.otherwise(200, Map.of(), RECORD);
    RecordSnapshot snapshot = calls.provider().read();
    assertThat(snapshot.value()).isEqualTo("srv1.example.com");
    return snapshot;
  }

  private KameletCalls calls(Service service) throws Exception {
    String json =
        """
        {"this_server": "srv1.example.com", "servers": ["srv1.example.com", "srv2.example.com"],
         "key": "a-secret-key-of-the-link", "listen": {"address": "127.0.0.1", "port": 1},
         "hetzner": {"api": "%s", "token": "secret-token", "zone": "example.com",
           "record": "www.example.com"}}
        """
            .formatted(service.uri());
    Path file = Files.writeString(directory.resolve("clooster.json"), json);
    return KameletCalls.of(
        ConfigReader.read(file, RouteDirectory.kamelets(HOME), name -> null), HOME);
  }
}
