// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import io.clooster.sandbox.ApiCall;
import io.clooster.sandbox.CloudflareSandbox;
import io.clooster.sandbox.Sandbox;
import io.clooster.sandbox.SandboxFault;
import io.clooster.testing.Slow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@Slow
class OnlineCheckTest {
  private static final Path HOME = Path.of("").toAbsolutePath();
  private static final String NAME = "_clooster.www.example.com";
  private static final String TRIAL = "_clooster-check.www.example.com";
  private static final String CHANGED =
      "GOOD The zone may be changed: a TXT record " + TRIAL + " was made and deleted again";

  private final Sandbox sandbox = Sandbox.start();
  private final CloudflareSandbox cloudflare = sandbox.cloudflare();
  @TempDir private Path directory;

  @BeforeEach
  void aRecord() {
    cloudflare.addZone("example.com");
    cloudflare.allowToken("token-1");
    cloudflare.addRecord("www.example.com", "CNAME", "srv1.example.net");
    sandbox.pushbullet().allowToken("push-1");
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(cloudflare.records()).noneMatch(record -> record.name().equals(TRIAL));
    sandbox.close();
  }

  @Test
  void recordAndClaimAreToldAndThatTheZoneMayBeChanged() throws Exception {
    // Given
    cloudflare.addRecord(NAME, "TXT", "\"v=1 epoch=7 holder=srv2.example.net renew=10\"");

    // When
    List<String> found = check("");

    // Then
    assertThat(found)
        .containsExactly(
            "GOOD The record was read: www.example.com CNAME srv1.example.net",
            "GOOD Its TTL is 5 min: for so long after a move clients may stay with the old address",
            "GOOD The claim: " + NAME + " epoch 7, held by srv2.example.net",
            CHANGED);
    assertThat(cloudflare.calls().stream().filter(ApiCall::isWrite))
        .extracting(ApiCall::method)
        .containsExactly("POST", "DELETE");
    assertThat(cloudflare.writes("www.example.com")).hasSize(1);
    assertThat(cloudflare.writes(NAME)).hasSize(1);
  }

  @Test
  void aClaimThatIsNotThereYetIsToldSo() throws Exception {
    assertThat(check(""))
        .contains("GOOD The claim: " + NAME + " is not there yet: the first start makes it");
  }

  @Test
  void aClaimThatCanNotBeReadIsToldSo() throws Exception {
    // Given
    cloudflare.addRecord(NAME, "TXT", "\"v=2 epoch=7\"");

    // Then
    assertThat(check(""))
        .contains("GOOD The claim: " + NAME + " can't be read: the first start makes another one");
  }

  @Test
  void whoWantsNoClaimIsToldOfNone() throws Exception {
    assertThat(check("\"claim\": false,")).noneMatch(line -> line.contains("claim"));
  }

  @Test
  void credentialsThatAreRefusedAreAnError() throws Exception {
    // Given
    cloudflare.revokeToken("token-1");

    // Then
    assertThat(check(""))
        .singleElement()
        .asString()
        .startsWith("ERROR the record www.example.com can't be read: ")
        .contains("Invalid access token");
  }

  @Test
  void aTokenThatMayOnlyLookIsAnError() throws Exception {
    // Given
    cloudflare.makeReadOnly("token-1");

    // Then
    assertThat(check(""))
        .contains(
            "ERROR the zone example.com can't be changed: Cloudflare says: Authentication error"
                + " [code 10000] (HTTP 403); give the token the right to edit the zone's DNS, and"
                + " delete the TXT record "
                + TRIAL
                + " if there is one");
  }

  @Test
  void aTrialThatCanNotBeUndoneIsAnErrorThatNamesWhatIsLeft() throws Exception {
    // Given
    cloudflare.faults().on("DELETE", "/dns_records").always(SandboxFault.answer(500, "1", "Oops"));

    // Then
    assertThat(check("")).anyMatch(line -> line.startsWith("ERROR") && line.contains(TRIAL));
    cloudflare.faults().clear();
    assertThat(cloudflare.record(TRIAL, "TXT")).isPresent();

    // And it is not in the way of the next one.
    assertThat(check("")).contains(CHANGED);
    cloudflare.deleteAll(TRIAL, "TXT");
  }

  @Test
  void aTtlThatKeepsUsersAtADeadServerIsToldWithItsLength() throws Exception {
    // Given
    cloudflare.edit("www.example.com", "CNAME", Map.of("ttl", 3600));

    // Then
    assertThat(check(""))
        .contains(
            "WARNING www.example.com CNAME has a TTL of 60 min: after a move its users may be sent"
                + " to the dead server for so long, half of them for more than 30 min; give it 1 to"
                + " 5 minutes at your DNS provider");

    // When
    cloudflare.edit("www.example.com", "CNAME", Map.of("ttl", 300));

    // Then
    assertThat(check(""))
        .contains(
            "GOOD Its TTL is 5 min: for so long after a move clients may stay with the old address")
        .noneMatch(line -> line.startsWith("WARNING") && line.contains("TTL"));
  }

  @Test
  void whenTheTokenEndsIsToldWhereTheProviderTells() throws Exception {
    // Given
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    cloudflare.tokenExpires("token-1", now.plus(Duration.ofDays(60)));

    // Then
    assertThat(check(""))
        .contains("GOOD The credentials for the DNS end at " + now.plus(Duration.ofDays(60)));

    // When
    Instant soon = now.plus(Duration.ofDays(13)).plusSeconds(600);
    cloudflare.tokenExpires("token-1", soon);

    // Then
    assertThat(check(""))
        .contains(
            "WARNING the credentials for cloudflare end at "
                + soon
                + ", in 13 days: from then on no server can move the record; make new ones there,"
                + " write them into the configuration of all servers, and restart these one by"
                + " one");
  }

  @Test
  void aTokenOfAnAccountIsNotToldOf() throws Exception {
    // Given
    cloudflare
        .faults()
        .on("GET", "/user/tokens/verify")
        .always(SandboxFault.answer(401, "1000", "Invalid API Token"));

    // Then
    assertThat(check("")).hasSize(4).allMatch(line -> line.startsWith("GOOD"));
  }

  @Test
  void theMessengersCredentialsAreTriedWithoutAMessage() throws Exception {
    assertThat(check(push("push-1")))
        .contains("GOOD The notifier pushbullet accepts the credentials");
    assertThat(check(push("push-2")))
        .contains(
            "ERROR the notifier pushbullet would not deliver a message: refused with HTTP 401;"
                + " correct its block in the configuration, or see whether it can be reached");
    assertThat(sandbox.pushbullet().pushes()).isEmpty();
  }

  @Test
  void aMessengerWithoutATrialIsNamed() throws Exception {
    // Given
    Path home = Installations.copy(directory.resolve("home"));
    Path kamelets = RouteDirectory.kamelets(home);
    Files.delete(kamelets.resolve("pushbullet-notify-trial-action.kamelet.yaml"));

    // Then
    assertThat(check(push("push-1"), home))
        .contains(
            "GOOD The notifier pushbullet can't be tried without a message: whether it is"
                + " delivered, the first one shows");
  }

  private String push(String token) {
    return "\"pushbullet\": {\"key\": \"%s\", \"api\": \"%s\"},"
        .formatted(token, sandbox.pushbullet().uri());
  }

  private List<String> check(String more) throws Exception {
    return check(more, HOME);
  }

  private List<String> check(String more, Path home) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("clooster.json"),
            """
            {"this_server": "srv1.example.net", "servers": ["srv1.example.net", "srv2.example.net"],
             "key": "a long and random text", "listen": {"port": 2000}, %s
             "cloudflare": {"token": "token-1", "api": "%s", "zone": "example.com",
                            "record": "www.example.com"}}
            """
                .formatted(more, cloudflare.uri()));
    Config config = ConfigReader.read(file, RouteDirectory.kamelets(home), name -> null);
    // The other server's name is found by no name server here.
    return OnlineCheck.of(config, home).stream()
        .map(finding -> finding.level() + " " + finding.text())
        .toList();
  }
}
