// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.failover.Action;
import io.clooster.failover.Severity;
import io.clooster.failover.Values;
import io.clooster.notify.IntendedMessages;
import io.clooster.sandbox.Push;
import io.clooster.sandbox.PushbulletSandbox;
import io.clooster.testing.Logged;
import io.clooster.testing.NamedPipe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A message that is stored before the write that it is about. */
@Timeout(60)
class IntendedMessageTest {
  @TempDir private Path directory;
  private RouteSession session;
  private PushbulletSandbox pushbullet;

  @BeforeEach
  void prepare() {
    session = RouteSession.listening(directory);
    pushbullet = session.sandbox().pushbullet();
  }

  @AfterEach
  void stop() {
    session.close();
  }

  @Test
  void itIsOnTheDiskWhenTheNextActionIsDone() throws Exception {
    // Given
    start();

    // When
    does("direct:notify-intend", intend("run-1", "as planned"));

    // Then
    await().until(() -> files().size() == 1);
    Path file = session.intended().resolve(files().get(0));
    assertThat(file).content().contains("\"epoch\":38", "\"value\":\"srv1.test\"", "as planned");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(pushbullet.pushes()).isEmpty();
  }

  @Test
  void itIsToldByItsFinalWordsOnce() throws Exception {
    // Given
    start();
    does("direct:notify-intend", intend("run-1", "as planned"));

    // When
    does("seda:notify", message("run-1", "as it came"));

    // Then
    await().until(() -> pushbullet.pushes().size() == 1 && files().isEmpty());
    assertThat(pushbullet.pushes()).extracting(Push::body).containsExactly(worded("as it came"));
    does("direct:notify-intend", intend("run-1", "too late"));
    assertThat(files()).isEmpty();
  }

  @Test
  void itIsForgottenWhenThereIsNothingToTell() throws Exception {
    // Given
    start();
    does("direct:notify-intend", intend("run-1", "as planned"));

    // When
    does("seda:notify-intended", new Action.Drop("run-1"));

    // Then
    await().until(() -> files().isEmpty());
    does("seda:notify", message("run-2", "another"));
    await().until(() -> pushbullet.pushes().size() == 1);
    assertThat(pushbullet.pushes()).extracting(Push::guid).containsExactly("run-2");
  }

  @Test
  void aLaterRunFindsItAndTellsItWhenTheRecordShowsIt() throws Exception {
    // Given
    start();
    does("direct:notify-intend", intend("run-1", "as planned"));
    session.sandbox().cloudflare().edit(RouteSession.WWW, "CNAME", "srv1.test");

    // When
    session.stop();
    start();

    // Then
    await().until(() -> pushbullet.pushes().size() == 1 && files().isEmpty());
    assertThat(pushbullet.pushes()).extracting(Push::guid).containsExactly("run-1");
    assertThat(pushbullet.pushes().get(0).body())
        .startsWith(worded("as planned") + ". 'srv1.test' was about to send this change at 20")
        .endsWith(
            "Z, and ended before it could tell; the record holds it now. What another server told"
                + " meanwhile of the same change is no second one");
  }

  @Test
  void oneThatHasItsFinalWordsIsToldByTheNextRun() throws Exception {
    // Given: this server ended when it had written them, and had not moved the file yet.
    Files.createDirectories(session.intended());
    Files.writeString(
        session.intended().resolve("1-20261129T154220.217Z-000002-critical.json"),
        """
        {"service":"pushbullet","id":"run-1","title":"Title","text":"as it came",
         "event":{"kind":"peer-down"}}
        """);

    // When
    start();

    // Then
    await().until(() -> pushbullet.pushes().size() == 1 && files().isEmpty());
    assertThat(pushbullet.pushes()).extracting(Push::body).containsExactly("as it came");
  }

  @Test
  void aLaterVersionTakesThePlaceOfAnEarlierOne() throws Exception {
    // Given
    start();
    does("direct:notify-intend", intend("run-1", "first"));
    await().until(() -> files().size() == 1);

    // When
    does("direct:notify-intend", intend("run-1", "second"));

    // Then
    await()
        .until(
            () -> Files.readString(session.intended().resolve(files().get(0))).contains("second"));
    assertThat(files()).hasSize(1);
  }

  @Test
  void aDiskThatFailsHoldsNothingUpAndIsSaid() throws Exception {
    // Given
    start();
    Files.delete(session.intended());
    Files.writeString(session.intended(), "in the way");

    // When
    try (Logged log = Logged.by("clooster")) {
      does("direct:notify-intend", intend("run-1", "as planned"));

      // Then
      assertThat(log.with("message=run-1 state=unstored: messages can't be written into"))
          .hasSize(1);
    }
    does("seda:notify", message("run-1", "told all the same"));
    await().until(() -> pushbullet.pushes().size() == 1);
  }

  @Test
  void aDiskThatHangsHoldsAWriteUpForAMomentOnly() throws Exception {
    // Given
    start();
    IntendedMessages intended =
        session.daemon().context().getRegistry().findSingleByType(IntendedMessages.class);

    // When
    long took;
    try (Logged log = Logged.by("clooster")) {
      synchronized (intended) {
        long before = System.nanoTime();
        does("direct:notify-intend", intend("run-1", "as planned"));
        took = System.nanoTime() - before;
      }

      // Then
      assertThat(log.with("message=run-1 state=late: ")).hasSize(1);
      assertThat(log.with("state=unstored")).isEmpty();
    }
    assertThat(took).isLessThan(5_000_000_000L);
  }

  /** To open a pipe that nobody reads hangs, as a disk does that does not answer. */
  @Test
  void aDiskThatHangsHoldsUpNoMessageAndTellsNoneTwiceWhenItAnswers() throws Exception {
    // Given
    start();
    does("direct:notify-intend", intend("run-1", "as planned"));
    Path pipe = session.intended().resolve(".unfinished-" + files().get(0));
    NamedPipe.at(pipe);

    // When
    does("seda:notify", message("run-1", "as it came"));
    does("seda:notify", message("run-2", "another"));

    // Then
    await().until(() -> pushbullet.pushes().size() == 2);
    assertThat(pushbullet.pushes()).extracting(Push::guid).containsExactly("run-1", "run-2");
    assertThat(pushbullet.pushes().get(0).body()).isEqualTo(worded("as it came"));
    assertThat(pipe).exists();

    // And
    try (InputStream answer = Files.newInputStream(pipe)) {
      assertThat(answer.readAllBytes()).isNotEmpty();
    }
    does("seda:notify", message("run-3", "the last"));
    await().until(() -> pushbullet.pushes().size() == 3);
    assertThat(pushbullet.pushes().get(2).guid()).isEqualTo("run-3");
    await().until(() -> files().isEmpty() && session.filesInOutbox().isEmpty());
  }

  @Test
  void whatIsNoneIsPutAsideAndStopsNothing() throws Exception {
    // Given
    Files.createDirectories(session.intended());
    List<String> garbage = List.of("", "{", "{}", "{\"service\":\"pushbullet\"}");
    for (int i = 0; i < garbage.size(); i++) {
      Files.writeString(session.intended().resolve(i + ".json"), garbage.get(i));
    }
    Files.createSymbolicLink(session.intended().resolve("link.json"), directory.resolve("secret"));
    Files.createDirectory(session.intended().resolve("directory.json"));
    Files.write(session.intended().resolve("huge.json"), new byte[70_000]);
    for (int i = 0; i < 30; i++) {
      Files.writeString(
          session.intended().resolve("many-" + i + ".json"),
          """
          {"service":"pushbullet","id":"old-%d","title":"t","text":"x","event":{},"epoch":1,
           "value":"nobody.test"}
          """
              .formatted(i));
    }

    // When
    start();

    // Then
    await().until(() -> files().size() <= 16);
    does("seda:notify", message("run-2", "another"));
    await().until(() -> pushbullet.pushes().size() == 1);
    assertThat(pushbullet.pushes()).extracting(Push::guid).containsExactly("run-2");
  }

  /** Until it has practised. */
  private void start() throws Exception {
    session.start();
    IntendedMessages intended =
        session.daemon().context().getRegistry().findSingleByType(IntendedMessages.class);
    await().until(intended::hasPractised);
  }

  private void does(String where, Object what) {
    session.daemon().context().createFluentProducerTemplate().to(where).withBody(what).send();
  }

  private static String worded(String failure) {
    return "Here's what went wrong: " + failure + ". Clooster keeps trying";
  }

  private static Action.Intend intend(String id, String text) {
    return new Action.Intend(38, "srv1.test", message(id, text));
  }

  private static Action.Notify message(String id, String text) {
    Values values = Values.of("reason", "reset").and("failure", text);
    return new Action.Notify(
        id, "peer-down", "failing", Severity.CRITICAL, RouteSession.PEER, "srv2.test-7", values);
  }

  private List<String> files() throws IOException {
    if (!Files.isDirectory(session.intended())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(session.intended())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
