// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.route53;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a change has to carry. */
class Route53ChangesTest {
  private static final String BEGIN =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ChangeResourceRecordSetsRequest"
          + " xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><ChangeBatch><Changes>";
  private static final String END = "</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>";

  private final Route53Changes changes = new Route53Changes();

  @Test
  void aSetIsDeletedAsItWasReadAndMadeAsItIsToBe() {
    Map<String, Object> claim =
        set("_clooster.www.example.com", "TXT", 60, List.of(), List.of("\"v=1 a&b\""));
    Map<String, Object> record =
        set(
            "www.example.com",
            "CNAME",
            300,
            List.of("srv1.example.com"),
            List.of("srv2.example.com"));

    assertThat(changes.write(Map.of("sets", List.of(claim, record))))
        .isEqualTo(
            BEGIN
                + change("CREATE", "_clooster.www.example.com.", "TXT", 60, "\"v=1 a&amp;b\"")
                + change("DELETE", "www.example.com.", "CNAME", 300, "srv1.example.com")
                + change("CREATE", "www.example.com.", "CNAME", 300, "srv2.example.com.")
                + END);
  }

  @Test
  void aTrialMakesARecordAndDeletesIt() {
    Map<String, Object> order = Map.of("name", "_check.example.com");
    String content = "\"made to see whether that works\"";

    assertThat(changes.trial(order))
        .isEqualTo(BEGIN + change("CREATE", "_check.example.com.", "TXT", 60, content) + END);
    assertThat(changes.trialOver(order))
        .isEqualTo(BEGIN + change("DELETE", "_check.example.com.", "TXT", 60, content) + END);
  }

  private static String change(String action, String name, String type, int ttl, String value) {
    return "<Change><Action>%s</Action><ResourceRecordSet><Name>%s</Name><Type>%s</Type><TTL>%d</TTL>"
            .formatted(action, name, type, ttl)
        + "<ResourceRecords><ResourceRecord><Value>"
        + value
        + "</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change>";
  }

  private static Map<String, Object> set(
      String name, String type, int ttl, List<String> before, List<String> after) {
    return Map.of("name", name, "type", type, "ttl", ttl, "before", before, "after", after);
  }
}
