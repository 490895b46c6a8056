// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.sandbox.ApiCall;
import io.clooster.testing.Logged;
import io.clooster.testing.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The user's own step before a record is written neither changes nor stops the write. */
@Timeout(60)
@Slow
class OwnStepTest {
  @TempDir private Path directory;
  private Path home;
  private RouteSession session;
  private Logged log;

  @BeforeEach
  void install() throws IOException {
    home = Installations.copy(directory.resolve("home"));
    log = Logged.by("clooster");
    session =
        RouteSession.listening(directory)
            .home(home)
            .with(
                "\"link\": {\"confirm\": 0}, \"pushbullet\": {\"key\": \""
                    + RouteSession.PUSH_TOKEN
                    + "\", \"api\": \"%s\"}");
  }

  @AfterEach
  void close() {
    session.close();
    log.close();
  }

  @Test
  void itIsDoneBeforeTheWriteAndWhatItLeavesBehindChangesNothing() throws Exception {
    step(
        """
        - log: "before ${body}"
        - setBody: {constant: "something else"}
        - setHeader: {name: X-Mine, constant: "mine"}
        """);

    theRecordMoves();

    assertThat(log.with("before {\"action\":\"WriteRecord\"")).hasSize(1);
    List<ApiCall> writes =
        session.sandbox().cloudflare().calls().stream().filter(ApiCall::isWrite).toList();
    assertThat(writes).hasSize(1);
    assertThat(writes.get(0).body()).contains(RouteSession.ME).doesNotContain("something else");
    assertThat(log.with("step=site-before-write")).isEmpty();
  }

  /** What a step can do to an exchange: the write is made, and its answer is taken in. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "- stop: {}",
        "- filter: {simple: \"${body.number} > 0\", steps: [{stop: {}}]}",
        "- rollback: {markRollbackOnly: true}",
        "- setVariable: {name: write, constant: mine}",
        "- setVariable: {name: number, constant: \"999\"}",
        "- setProperty: {name: CamelRouteStop, constant: \"true\"}"
      })
  void whateverItDoesTheRecordMoves(String steps) throws Exception {
    step(steps);

    theRecordMoves();

    await().until(() -> log.with("state=settled").count() > 0);
    assertThat(log.with("state=failing")).isEmpty();
  }

  @Test
  void oneWithAnOptionIsCalledToo() throws Exception {
    step("direct:site-before-write?block=true", "- log: \"before ${body}\"");

    theRecordMoves();

    assertThat(log.with("before {\"action\":\"WriteRecord\"")).hasSize(1);
  }

  @Test
  void oneThatFailsIsToldAndTheRecordMoves() throws Exception {
    step(
        """
        - throwException: {exceptionType: java.lang.IllegalStateException, message: "no luck"}
        """);

    theRecordMoves();

    assertIsTold("no luck");
  }

  @Test
  void oneThatDoesNotEndIsLeftAfterASecond() throws Exception {
    step(
        """
        - delay: {constant: "20000"}
        """);

    theRecordMoves();

    assertIsTold("it did not end within 1 s");
  }

  private void assertIsTold(String why) {
    assertThat(log.with("step=site-before-write"))
        .singleElement()
        .asString()
        .startsWith("WARN step=site-before-write state=failed: ")
        .contains(why)
        .endsWith(
            "; the record is written all the same. Look after the route that reads"
                + " direct:site-before-write");
    await()
        .until(
            () ->
                session.sandbox().pushbullet().pushes().stream()
                    .anyMatch(
                        push ->
                            push.title().contains("Your own step 'site-before-write' fails")
                                && push.body().contains(why)));
  }

  private void step(String steps) throws IOException {
    step("direct:site-before-write", steps);
  }

  private void step(String uri, String steps) throws IOException {
    Path site = Files.createDirectories(home.resolve("routes/site"));
    Files.writeString(
        site.resolve("before.camel.yaml"),
        """
        - route:
            id: mine
            from:
              uri: "%s"
              steps:
        """
                .formatted(uri)
            + steps.indent(8));
  }

  private void theRecordMoves() throws Exception {
    session.start();
    await().until(() -> session.daemon().context().getRoute("mine") != null);
    session.movesTheRecordOfADeadPeer(log);
  }
}
