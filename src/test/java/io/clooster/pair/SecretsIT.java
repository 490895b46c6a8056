// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.process.ProcessTest;
import io.clooster.sandbox.SandboxFault;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A daemon that logs everything it can, and services that send back what they got. */
@ProcessTest
class SecretsIT {
  private static final String TRACE =
      "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace"
          + " -Dorg.slf4j.simpleLogger.log.org.apache.camel=trace"
          + " -Dorg.slf4j.simpleLogger.log.org.apache.camel.main.BaseMainSupport=trace"
          + " -Dorg.slf4j.simpleLogger.log.org.apache.camel.impl.engine=trace"
          + " -Dorg.slf4j.simpleLogger.log.org.apache.camel.component.properties=trace"
          + " -Dorg.slf4j.simpleLogger.log.org.apache.hc.client5.http.headers=trace"
          + " -Dorg.slf4j.simpleLogger.log.org.apache.hc.client5.http.wire=trace";

  @RegisterExtension private final Pair pair = new Pair();

  @Test
  void traceShowsNoSecret() throws Exception {
    // Given
    String token = Pair.TOKEN;
    String base64 = Base64.getEncoder().encodeToString(("me:" + token).getBytes(UTF_8));
    for (String echo : List.of("Authorization: Bearer " + token, base64)) {
      pair.cloudflare().faults().onAny().once(SandboxFault.answer(403, "9109", echo));
    }
    var refused =
        pair.pushbullet().faults().onAny().once(SandboxFault.answer(401, "x", "Who are you?"));
    pair.logsOtherLinesToo();
    pair.srv1().with(TRACE).start();
    pair.srv2().start();
    pair.srv1().awaitLine("state=up: connected");
    pair.srv1().awaitLine("state=settled");

    // When
    pair.srv2().kill();
    await().until(() -> refused.hits() == 1 && !pair.notes().isEmpty());

    // Then
    var lines = pair.srv1().allLines();
    assertThat(lines).as("all is logged").anyMatch(line -> line.contains("http-outgoing"));
    assertThat(lines)
        .as("headers are")
        .anyMatch(line -> line.contains("Authorization: Bearer ***"));
    assertThat(lines)
        .noneMatch(line -> line.contains(token))
        .noneMatch(line -> line.contains(Pair.PUSH_TOKEN))
        .noneMatch(line -> line.contains(base64.substring(4, 20)));
  }
}
