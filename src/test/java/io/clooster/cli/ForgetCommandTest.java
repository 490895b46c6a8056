// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.sandbox.ApiCall;
import io.clooster.sandbox.CloudflareSandbox;
import io.clooster.sandbox.Sandbox;
import io.clooster.sandbox.SandboxFault;
import io.clooster.testing.Printed;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code clooster forget}: what it takes away, and what it says. */
@Timeout(60)
class ForgetCommandTest {
  private static final String CLAIM = "_clooster.www.example.com";
  private static final String TEXT = "\"v=1 epoch=7 holder=srv2.example.com renew=10\"";
  private static final String BESIDE = "\"of somebody else\"";

  @RegisterExtension private final Printed printed = new Printed();
  @TempDir private Path directory;
  private final Sandbox sandbox = Sandbox.start();
  private final CloudflareSandbox cloudflare = sandbox.cloudflare();

  /** No daemon of this machine is asked. */
  private String operate = "\"operate\": false,";

  @BeforeEach
  void aGroup() {
    cloudflare.addZone("example.com");
    cloudflare.allowToken("token-1");
    cloudflare.addRecord("www.example.com", "CNAME", "srv2.example.com");
  }

  @AfterEach
  void end() {
    sandbox.close();
  }

  private int forget(String more, String... options) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("clooster.json"),
            """
            {%s "this_server": "srv1.example.com",
             "servers": ["srv1.example.com", "srv2.example.com"],
             "key": "a long and random text", "listen": {"address": "127.0.0.1", "port": 1}, %s
             "cloudflare": {"token": "token-1", "api": "%s", "zone": "example.com",
                            "record": "www.example.com"}}
            """
                .formatted(operate, more, cloudflare.uri()));
    String[] arguments = new String[options.length + 3];
    arguments[0] = "forget";
    arguments[1] = "-c";
    arguments[2] = file.toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return Cli.execute(arguments);
  }

  @Test
  void theClaimGoesAndNothingElse() throws Exception {
    // Given
    cloudflare.addRecord(CLAIM, "TXT", TEXT);
    cloudflare.addRecord(CLAIM, "TXT", BESIDE);

    // Then
    assertThat(forget("", "--yes")).isZero();
    assertThat(printed.out())
        .contains(
            "The claim "
                + CLAIM
                + " (epoch 7, held by srv2.example.com) will be deleted;"
                + " www.example.com stays as it is.")
        .endsWith(CLAIM + " was deleted.\n");
    assertThat(cloudflare.record(CLAIM, "TXT").orElseThrow().content()).isEqualTo(BESIDE);
    assertThat(cloudflare.content("www.example.com", "CNAME")).isEqualTo("srv2.example.com");
    assertThat(directory.resolve("clooster.state")).doesNotExist();

    // And again
    assertThat(forget("", "--yes")).isZero();
    assertThat(printed.out()).endsWith("There is no claim " + CLAIM + ".\n");
  }

  /** A daemon that runs here and has the same record. */
  private FakeDaemon running() throws Exception {
    operate = "";
    return new FakeDaemon(
        directory,
        () ->
            """
            {"run": "run-1", "self": {"name": "srv1.example.com"},
             "record": {"names": ["www.example.com"]}}""");
  }

  @Test
  void thatOfAGroupThatRunsStays() throws Exception {
    // Given
    cloudflare.addRecord(CLAIM, "TXT", TEXT);

    // Then
    try (FakeDaemon daemon = running()) {
      assertThat(daemon.state()).exists();
      assertThat(forget("", "--yes")).isEqualTo(ExitStatus.FAILED);
    }
    assertThat(printed.err())
        .contains("srv1.example.com runs here, and would make the claim again");
    assertThat(cloudflare.calls()).noneMatch(ApiCall::isWrite);
  }

  @Test
  void thatOfAServerOffTheListGoesWhileTheOthersRun() throws Exception {
    // Given
    cloudflare.addRecord(CLAIM, "TXT", TEXT.replace("srv2", "srv9"));

    // Then
    try (FakeDaemon daemon = running()) {
      assertThat(daemon.state()).exists();
      assertThat(forget("", "--yes")).isZero();
    }
    assertThat(printed.out())
        .contains(
            "srv9.example.com, which is not on the list of servers here, may not run any more")
        .endsWith(CLAIM + " was deleted.\n");
    assertThat(cloudflare.record(CLAIM, "TXT")).isEmpty();
  }

  @Test
  void withoutAYesNothingIsChanged() throws Exception {
    // Given
    cloudflare.addRecord(CLAIM, "TXT", TEXT);

    // Then
    assertThat(forget("")).isEqualTo(ExitStatus.FAILED);
    assertThat(printed.err()).contains("so nothing was changed: say --yes");
    assertThat(cloudflare.calls()).noneMatch(ApiCall::isWrite);
  }

  @Test
  void oneThatCanNotBeDeletedIsTold() throws Exception {
    // Given
    cloudflare.addRecord(CLAIM, "TXT", TEXT);
    cloudflare.makeReadOnly("token-1");

    // Then
    assertThat(forget("", "--yes")).isEqualTo(ExitStatus.FAILED);
    assertThat(printed.err())
        .contains("the claim " + CLAIM + " can't be deleted: ")
        .contains("stop Clooster on all of them")
        .doesNotContain("token-1");
  }

  @Test
  void aProviderThatDoesNotAnswerIsTold() throws Exception {
    // Given
    cloudflare.faults().on("GET", "/dns_records").always(SandboxFault.answer(500, "1", "Oops"));

    // Then
    assertThat(forget("", "--yes")).isEqualTo(ExitStatus.FAILED);
    assertThat(printed.err()).contains("the claim " + CLAIM + " can't be read: ");
  }

  @Test
  void whoUsesNoClaimHasNothingToForget() throws Exception {
    assertThat(forget("\"claim\": false,", "--yes")).isZero();
    assertThat(printed.out()).startsWith("There is nothing to forget: ");
  }
}
