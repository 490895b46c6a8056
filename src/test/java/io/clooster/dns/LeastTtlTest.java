// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.dns.desec.Desec;
import io.clooster.dns.digitalocean.DigitalOcean;
import io.clooster.dns.gandi.Gandi;
import io.clooster.dns.hetzner.HetznerChanges;
import io.clooster.testing.KameletFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A record that is made gets the least TTL that the provider's Kamelet says, and no less. */
class LeastTtlTest {
  private static final String ZONE = "example.com";

  @Test
  void ofDesec() throws IOException {
    assertThat(new Desec().change(order())).map(set -> set.get("ttl")).containsOnly(least("desec"));
    assertThat(new Desec().trial(trial()))
        .map(set -> set.get("ttl"))
        .asString()
        .isEqualTo("[" + least("desec") + "]");
  }

  @Test
  void ofHetzner() throws IOException {
    HetznerChanges hetzner = new HetznerChanges();

    assertThat(ttl(hetzner.write(order()), "ttl")).isEqualTo(least("hetzner"));
    assertThat(ttl(hetzner.trial(trial()), "ttl")).isEqualTo(least("hetzner"));
  }

  @Test
  void ofGandi() throws IOException {
    assertThat(ttl(new Gandi().write(order()), "rrset_ttl")).isEqualTo(least("gandi"));
    assertThat(ttl(new Gandi().trial(trial()), "rrset_ttl")).isEqualTo(least("gandi"));
  }

  @Test
  void ofDigitalOcean() throws IOException {
    assertThat(ttl(new DigitalOcean().write(order()), "ttl")).isEqualTo(least("digitalocean"));
  }

  private static long ttl(List<ApiCall> calls, String key) {
    return ((Number) ((Map<?, ?>) calls.get(0).body()).get(key)).longValue();
  }

  private static long least(String provider) throws IOException {
    KameletFile kamelet = KameletFile.named(provider + "-dns-action");
    return Long.parseLong(kamelet.label("clooster.io/dns.least-ttl"));
  }

  private static Map<String, Object> trial() {
    return Map.of("zone", ZONE, "name", "_check.example.com");
  }

  private static Map<String, Object> order() {
    Map<String, Object> made =
        Map.of("name", "_x.example.com", "type", "TXT", "content", "\"v=1\"", "ttl", 1);
    Map<String, Object> set =
        Map.of(
            "name",
            "_x.example.com",
            "type",
            "TXT",
            "ttl",
            1,
            "before",
            List.of(),
            "after",
            List.of("\"v=1\""));
    return Map.of(
        "zone",
        ZONE,
        "update",
        List.of(),
        "delete",
        List.of(),
        "create",
        List.of(made),
        "sets",
        List.of(set));
  }
}
