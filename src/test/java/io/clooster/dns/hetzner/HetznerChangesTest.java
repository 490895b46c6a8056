// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.hetzner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which calls a change takes. */
class HetznerChangesTest {
  private final HetznerChanges changes = new HetznerChanges();

  @Test
  void aNewClaimIsMadeWithAtLeastAMinuteAndARecordIsSetWithItsComment() {
    Map<String, Object> claim =
        Map.of(
            "name", "_clooster.www.example.com",
            "type", "TXT",
            "content", "\"v=1\"",
            "ttl", 30,
            "comment", "who may");
    Map<String, Object> record =
        Map.of("name", "www.example.com", "type", "CNAME", "comment", "web");

    assertThat(
            changes.write(
                Map.of(
                    "zone", "example.com",
                    "update", List.of(Map.of("record", record, "content", "srv2.example.com")),
                    "create", List.of(claim),
                    "sets",
                        List.of(
                            set("_clooster.www.example.com", "TXT", List.of(), List.of("\"v=1\"")),
                            set(
                                "www.example.com",
                                "CNAME",
                                List.of("srv1.example.com."),
                                List.of("srv2.example.com"))))))
        .map(String::valueOf)
        .containsExactly(
            "ApiCall[method=POST, path=/zones/example.com/rrsets, body={name=_clooster.www,"
                + " type=TXT, ttl=60, records=[{value=\"v=1\", comment=who may}]}]",
            "ApiCall[method=POST, path=/zones/example.com/rrsets/www/CNAME/actions/set_records,"
                + " body={records=[{value=srv2.example.com., comment=web}]}]");
  }

  @Test
  void aSetThatIsToBeEmptyIsDeleted() {
    Map<String, Object> set = set("example.com", "TXT", List.of("\"v=1\""), List.of());

    assertThat(
            changes.write(
                Map.of(
                    "zone", "example.com",
                    "update", List.of(),
                    "create", List.of(),
                    "sets", List.of(set))))
        .map(String::valueOf)
        .containsExactly("ApiCall[method=DELETE, path=/zones/example.com/rrsets/@/TXT, body=]");
  }

  @Test
  void aTrialMakesARecordAndDeletesIt() {
    assertThat(changes.trial(Map.of("zone", "example.com", "name", "_check.example.com")))
        .extracting(call -> call.method() + " " + call.path())
        .containsExactly(
            "POST /zones/example.com/rrsets", "DELETE /zones/example.com/rrsets/_check/TXT");
  }

  private static Map<String, Object> set(
      String name, String type, List<String> before, List<String> after) {
    return Map.of("name", name, "type", type, "ttl", 30, "before", before, "after", after);
  }
}
