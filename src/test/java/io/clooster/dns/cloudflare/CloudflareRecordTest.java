// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.dns.ProviderFields;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudflareRecordTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "ttl": 1                  | 300
          "ttl": 60                 | 60
          "ttl": 86400              | 86400
          "ttl": 0                  | 0
          "ttl": -5                 | 0
          "ttl": "soon"             | 0
          "ttl": null               | 0
          "name": "www.example.com" | 0
          """)
  void aTtlOfOneIsAutomaticAndNonsenseIsNoTtl(String field, int seconds) throws Exception {
    assertThat(record(field).ttl()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void onlyTrueIsProxied() throws Exception {
    assertThat(record("\"proxied\": true").proxied()).isTrue();
    assertThat(record("\"proxied\": false").proxied()).isFalse();
    assertThat(record("\"proxied\": null").proxied()).isFalse();
    assertThat(record("\"ttl\": 1").proxied()).isFalse();
  }

  private static ProviderFields record(String field) throws Exception {
    ObjectMapper json = new ObjectMapper();
    return new ProviderFields(CloudflareRecord.of(json.readTree("{" + field + "}"), "zone", json));
  }
}
