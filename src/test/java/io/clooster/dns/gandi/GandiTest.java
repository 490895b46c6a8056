// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.gandi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.dns.DnsFailure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API's answers are taken for, and which calls a change takes. */
class GandiTest {
  private static final Map<String, Object> ORDER =
      Map.of("zone", "example.com", "names", List.of("example.com", "www.example.com"));

  private final Gandi gandi = new Gandi();

  @Test
  void eachNameIsAskedForByItsPath() {
    assertThat(gandi.questions(ORDER))
        .containsExactly("/domains/example.com/records/@", "/domains/example.com/records/www");
  }

  @Test
  void eachValueIsARecordAndATargetIsAFullName() throws Exception {
    assertThat(
            records(
                """
                [{"rrset_name": "www", "rrset_type": "CNAME", "rrset_ttl": 320,
                  "rrset_values": ["srv1"], "rrset_href": "https://api.test/x"},
                 {"rrset_name": "@", "rrset_type": "TXT", "rrset_ttl": 300,
                  "rrset_values": ["\\"a\\"", "\\"b\\""]}]
                """))
        .map(String::valueOf)
        .containsExactly(
            "{name=www.example.com, type=CNAME, content=srv1.example.com, ttl=320}",
            "{name=example.com, type=TXT, content=\"a\", ttl=300}",
            "{name=example.com, type=TXT, content=\"b\", ttl=300}");
  }

  @Test
  void aNameThatIsNotThereHasNoRecords() throws Exception {
    assertThat(
            records(
                """
                {"code": 404, "message": "Can't find the DNS record", "object": "dns-record",
                 "cause": "Not Found"}
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<html> | no JSON",
        "{} | has no list",
        "[1] | something else than objects",
        "[{}] | has no list rrset_values",
        "[{\"rrset_values\": [1]}] | something else than texts in rrset_values",
        "[{\"rrset_values\": [\"x\"]}] | has no rrset_type",
      })
  void whatIsNoListIsAFailure(String answer, String what) {
    assertThatThrownBy(() -> records(answer))
        .isInstanceOf(DnsFailure.class)
        .hasMessageContaining(what);
  }

  @Test
  void eachSetIsReplacedOrDeleted() {
    List<Map<String, Object>> sets =
        List.of(
            set("_clooster.www.example.com", "TXT", 60, List.of("\"v=1\"")),
            set("www.example.com", "CNAME", 600, List.of("srv2.example.com")),
            set("example.com", "TXT", 600, List.of()));

    assertThat(gandi.write(Map.of("zone", "example.com", "sets", sets)))
        .extracting(call -> call.method() + " " + call.path() + " " + call.body())
        .containsExactly(
            "PUT /domains/example.com/records/_clooster.www/TXT"
                + " {rrset_ttl=300, rrset_values=[\"v=1\"]}",
            "PUT /domains/example.com/records/www/CNAME"
                + " {rrset_ttl=600, rrset_values=[srv2.example.com.]}",
            "DELETE /domains/example.com/records/@/TXT ");
  }

  @Test
  void aTrialMakesARecordAndDeletesIt() {
    assertThat(gandi.trial(Map.of("zone", "example.com", "name", "_check.example.com")))
        .extracting(call -> call.method() + " " + call.path())
        .containsExactly(
            "PUT /domains/example.com/records/_check/TXT",
            "DELETE /domains/example.com/records/_check/TXT");
  }

  private static Map<String, Object> set(String name, String type, int ttl, List<String> after) {
    return Map.of("name", name, "type", type, "ttl", ttl, "before", List.of(), "after", after);
  }

  private List<Map<String, Object>> records(String answer) throws DnsFailure {
    return gandi.records(ORDER, List.of(answer.getBytes(UTF_8)));
  }
}
