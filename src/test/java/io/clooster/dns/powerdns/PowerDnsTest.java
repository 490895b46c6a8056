// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.powerdns;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.dns.DnsFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API's answers are taken for. */
class PowerDnsTest {
  private final PowerDns powerDns = new PowerDns();

  @Test
  void aDisabledRecordIsNone() throws Exception {
    assertThat(
            records(
                """
                {"rrsets": [{"name": "www.example.com.", "type": "A", "ttl": 60, "records": [
                  {"content": "192.0.2.1", "disabled": false},
                  {"content": "192.0.2.2", "disabled": true}]}]}
                """))
        .singleElement()
        .hasToString("{name=www.example.com., type=A, content=192.0.2.1, ttl=60}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"rrsets\": 1}", "{\"rrsets\": [1]}"})
  void whatIsNoZoneIsAFailure(String answer) {
    assertThatThrownBy(() -> records(answer)).isInstanceOf(DnsFailure.class);
  }

  @Test
  void whatWouldFillTheMemoryIsOneToo() {
    String answer = "{\"rrsets\": [" + "{},".repeat(340_000) + "{}]}";

    assertThatThrownBy(() -> records(answer))
        .isInstanceOf(DnsFailure.class)
        .hasMessageContaining("no JSON");
  }

  private List<?> records(String answer) throws DnsFailure {
    return powerDns.records(List.of(answer.getBytes(UTF_8)));
  }
}
