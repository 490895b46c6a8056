// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Kamelet of a DNS provider says in its labels of what the provider bears and takes. */
class DnsLabelsTest {
  private static final String GROUP =
      Sample.GROUP.replace("\"cloudflare\": {\n\"token\": \"TOKEN\",", "\"%s\": {\n%s");

  @TempDir private Path directory;
  private Sample sample;

  @BeforeEach
  void directory() {
    sample = new Sample(directory);
  }

  @ParameterizedTest
  @CsvSource({
    "cloudflare, 0, 0, 60",
    "desec, 300, 2000, 3600",
    "hetzner, 0, 0, 60",
    "gandi, 0, 0, 300"
  })
  void theShippedOnesSayWhatTheirDocumentationSays(
      String name, int writesPerDay, int callsPerDay, int leastTtl) throws ConfigException {
    Config.Provider provider =
        sample.read(GROUP.formatted(name, "\"token\": \"TOKEN\",")).provider();

    assertThat(provider.name()).isEqualTo(name);
    assertThat(provider.writesPerDay()).isEqualTo(writesPerDay);
    assertThat(provider.callsPerDay()).isEqualTo(callsPerDay);
    assertThat(provider.leastTtl()).isEqualTo(leastTtl);
  }

  @Test
  void withoutTheLabelsNothingIsKnown() throws ConfigException {
    Config.Provider provider = own("").provider();

    assertThat(provider.writesPerDay()).isZero();
    assertThat(provider.callsPerDay()).isZero();
    assertThat(provider.leastTtl()).isZero();
    assertThat(provider.most()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void aNumberMayStandInQuotationMarksOrNot() throws ConfigException {
    Config.Provider provider =
        own("clooster.io/dns.writes-per-day: 50\n    clooster.io/dns.least-ttl: \"86400\"")
            .provider();

    assertThat(provider.writesPerDay()).isEqualTo(50);
    assertThat(provider.leastTtl()).isEqualTo(86_400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "writes-per-day | lots    | \"lots\"    | 50 to 1000000",
        "writes-per-day | \"\"    | \"\"        | 50 to 1000000",
        "writes-per-day | 0       | \"0\"       | 50 to 1000000",
        "writes-per-day | 49      | \"49\"      | 50 to 1000000",
        "writes-per-day | -300    | \"-300\"    | 50 to 1000000",
        "writes-per-day | 300/d   | \"300/d\"   | 50 to 1000000",
        "writes-per-day | 3.5     | \"3.5\"     | 50 to 1000000",
        "writes-per-day | 99999999999 | \"99999999999\" | 50 to 1000000",
        "writes-per-day | [300]   | \"[300]\"   | 50 to 1000000",
        "writes-per-day |         | \"null\"    | 50 to 1000000",
        "calls-per-day  | 0       | \"0\"       | 1 to 1000000",
        "least-ttl      | 1h      | \"1h\"      | 1 to 86400",
        "least-ttl      | 0       | \"0\"       | 1 to 86400",
        "least-ttl      | 86401   | \"86401\"   | 1 to 86400",
        "changes        | many    | \"many\"    | 1 to 1000000",
      })
  void nonsenseInOneIsAMistakeThatNamesIt(String label, String value, String shown, String range) {
    String said = value == null ? "" : value;

    assertThatThrownBy(() -> own("clooster.io/dns." + label + ": " + said))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "own: can't be used: own-dns-action has the label clooster.io/dns."
                + label
                + ": "
                + shown
                + "; write a whole number from "
                + range
                + " there, in double quotes, or remove the label (docs/providers.md)");
  }

  private Config own(String labels) throws ConfigException {
    sample.write(
        "kamelets/own-dns-action.kamelet.yaml",
        """
        apiVersion: camel.apache.org/v1
        kind: Kamelet
        metadata:
          name: own-dns-action
          labels:
            camel.apache.org/kamelet.type: action
            clooster.io/dns.write: conditional
            %s
        spec:
          definition:
            title: Own
            type: object
            properties: {}
          template:
            from:
              uri: kamelet:source
              steps: []
        """
            .formatted(labels));
    return sample.read(
        GROUP.formatted("own", "").replace("\"own\":", "\"dns\": \"own\", \"own\":"));
  }
}
