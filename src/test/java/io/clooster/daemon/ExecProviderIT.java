// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.clooster.call.FailureText;
import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import io.clooster.dist.Tool;
import io.clooster.dns.DnsConflict;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.server.Bind;
import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.RecordSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shipped Kamelet for a program, with the program of the examples, before a real BIND. */
@Timeout(120)
class ExecProviderIT {
  private static final Path HOME = Path.of("").toAbsolutePath();
  private static final Path PROGRAM = HOME.resolve("examples/exec/dns-by-nsupdate");
  private static final String SRV1 = "srv1.example.com";
  private static final String SRV2 = "srv2.example.com";

  @TempDir private Path directory;

  @Test
  void theProgramOfTheExamplesReadsAndWritesOnACondition() throws Exception {
    Tool.find("nsupdate", "bind9-dnsutils");
    Tool.find("jq", "jq");
    assertThat(Files.readAllLines(PROGRAM)).hasSizeLessThanOrEqualTo(22);
    try (Bind bind = Bind.start(directory.resolve("bind"), "hmac-sha256");
        KameletCalls calls = KameletCalls.of(config(bind, Bind.SECRET), HOME)) {
      // Given
      ProviderCalls provider = calls.provider();
      RecordSnapshot before = provider.read();
      assertThat(before.value()).isEqualTo(SRV1);

      // When
      provider.write(write(before, SRV2));

      // Then
      assertThat(bind.dig("CNAME", "www.example.com")).containsExactly("srv2.example.com.");
      assertThat(bind.dig("TXT", "_clooster.www.example.com"))
          .containsExactly(
              "\"of somebody else\"", "\"v=1 epoch=1 holder=srv2.example.com renew=10\"");
      assertThat(provider.read().claim()).isEqualTo(claim(SRV2));

      // When
      Throwable late = catchThrowable(() -> provider.write(write(before, SRV1)));

      // Then
      assertThat(FailureText.rootOf(late)).isInstanceOf(DnsConflict.class);
      assertThat(bind.dig("CNAME", "www.example.com")).containsExactly("srv2.example.com.");
    }
  }

  @Test
  void whatItSaysOfARefusalIsTold() throws Exception {
    try (Bind bind = Bind.start(directory.resolve("bind"), "hmac-sha256");
        KameletCalls calls = KameletCalls.of(config(bind, "b3RoZXI="), HOME)) {
      // When
      Throwable refused = catchThrowable(() -> calls.provider().read());

      // Then
      assertThat(FailureText.rootOf(refused)).isInstanceOf(DnsFailure.class);
      assertThat(FailureText.of(refused)).startsWith(PROGRAM + " ended with status 1: ");
    }
  }

  private static Action.WriteRecord write(RecordSnapshot snapshot, String holder) {
    return new Action.WriteRecord(1, snapshot, holder, claim(holder));
  }

  private static Claim claim(String holder) {
    return new Claim(1, holder, Duration.ofSeconds(10));
  }

  private Config config(Bind bind, String secret) throws Exception {
    Path key =
        Files.writeString(
            directory.resolve("tsig.key"),
            "key \"%s\" { algorithm hmac-sha256; secret \"%s\"; };\n".formatted(Bind.KEY, secret));
    String json =
        """
        {"this_server": "srv1.example.com", "servers": ["srv1.example.com", "srv2.example.com"],
         "key": "a-secret-key-of-the-link", "listen": {"address": "127.0.0.1", "port": 1},
         "verify": false,
         "exec": {"command": ["%s", "127.0.0.1", "%d", "%s"], "conditional": true,
                  "zone": "example.com", "record": "www.example.com"}}
        """
            .formatted(PROGRAM, bind.port(), key);
    Path file = Files.writeString(directory.resolve("clooster.json"), json);
    return ConfigReader.read(file, RouteDirectory.kamelets(HOME), name -> null);
  }
}
