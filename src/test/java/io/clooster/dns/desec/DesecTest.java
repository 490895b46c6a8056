// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.desec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.dns.DnsFailure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API's answers are taken for, and what a change has to carry. */
class DesecTest {
  private final Desec desec = new Desec();

  @Test
  void theZonesOwnNameIsAnEmptyOne() {
    assertThat(
            desec.questions(
                Map.of("zone", "example.com", "names", List.of("example.com", "*.example.com"))))
        .containsExactly("subname=", "subname=*");
  }

  @Test
  void eachValueIsARecord() throws Exception {
    assertThat(
            records(
                """
                [{"created": "2019-09-18T16:32:16.510368Z", "domain": "example.com",
                  "subname": "www", "name": "www.example.com.", "type": "A",
                  "records": ["192.0.2.1", "192.0.2.2"], "ttl": 3600,
                  "touched": "2020-04-06T09:24:09.987436Z"}]
                """))
        .map(String::valueOf)
        .containsExactly(
            "{name=www.example.com., type=A, content=192.0.2.1, ttl=3600}",
            "{name=www.example.com., type=A, content=192.0.2.2, ttl=3600}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<html> | no JSON",
        "{} | has no list",
        "[1] | something else than objects",
        "[{}] | has no list records",
        "[{\"records\": [1]}] | something else than texts in records",
        "[{\"records\": [\"x\"]}] | has no name",
      })
  void whatIsNoListIsAFailure(String answer, String what) {
    assertThatThrownBy(() -> records(answer))
        .isInstanceOf(DnsFailure.class)
        .hasMessageContaining(what);
  }

  @Test
  void aNewSetGetsTheLeastTtlAndOneThatIsThereKeepsItsOwn() {
    List<Map<String, Object>> sets =
        List.of(
            set("_clooster.example.com", "TXT", List.of(), List.of("\"v=1\"")),
            set("example.com", "CNAME", List.of("x."), List.of("srv2.example.com")),
            set("old.example.com", "TXT", List.of("\"v=1\""), List.of()));

    assertThat(desec.change(Map.of("zone", "example.com", "sets", sets)))
        .map(String::valueOf)
        .containsExactly(
            "{subname=_clooster, type=TXT, records=[\"v=1\"], ttl=3600}",
            "{subname=, type=CNAME, records=[srv2.example.com.]}",
            "{subname=old, type=TXT, records=[]}");
  }

  @Test
  void aTrialMakesARecordAndDeletesIt() {
    Map<String, Object> order = Map.of("zone", "example.com", "name", "_check.example.com");

    assertThat(desec.trial(order))
        .singleElement()
        .hasToString(
            "{subname=_check, type=TXT, records=[\"made to see whether that works\"], ttl=3600}");
    assertThat(desec.trialOver(order))
        .singleElement()
        .hasToString("{subname=_check, type=TXT, records=[]}");
  }

  private static Map<String, Object> set(
      String name, String type, List<String> before, List<String> after) {
    return Map.of("name", name, "type", type, "ttl", 60, "before", before, "after", after);
  }

  private List<Map<String, Object>> records(String answer) throws DnsFailure {
    return desec.records(List.of(answer.getBytes(UTF_8)));
  }
}
