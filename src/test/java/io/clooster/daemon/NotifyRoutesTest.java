// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.failover.Severity;
import io.clooster.message.Message;
import io.clooster.sandbox.ApiCall;
import io.clooster.sandbox.Push;
import io.clooster.sandbox.PushbulletSandbox;
import io.clooster.sandbox.SandboxFault;
import io.clooster.testing.Logged;
import io.clooster.testing.Service;
import io.clooster.testing.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@Slow
class NotifyRoutesTest {
  /** So often it has to fail before others pass. */
  private static final int DELIVERY_PATIENCE = 5;

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
  void aMessageIsDeliveredOnceAndItsFileGoes() throws Exception {
    // Given
    session.start();

    // When
    tell(1);

    // Then
    await().until(() -> pushbullet.pushes().size() == 1);
    Push push = pushbullet.pushes().get(0);
    assertThat(push.guid()).isEqualTo("run-1");
    assertThat(push.title()).isEqualTo("Title 1");
    assertThat(push.body()).isEqualTo("Text 1 with \"quotes\", ${body} and ümlauts");
    await().until(() -> session.filesInOutbox().isEmpty());
  }

  @Test
  void messagesKeepTheirOrderWhateverTheirIds() throws Exception {
    // Given
    pushbullet.faults().onAny().times(2, SandboxFault.answer(500, "server", "away"));
    session.start();

    // When
    IntStream.rangeClosed(1, 12).forEach(this::tell);

    // Then
    await().until(() -> pushbullet.pushes().size() == 12);
    assertThat(pushbullet.pushes())
        .extracting(Push::guid)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 12).mapToObj(number -> "run-" + number).toList());
  }

  @Test
  void aLostAnswerIsMadeUpForWithTheSameId() throws Exception {
    // Given
    pushbullet.faults().onAny().once(SandboxFault.lostAnswer());
    session.start();

    // When
    tell(1);

    // Then
    await().until(() -> pushbullet.calls().size() == 2 && session.filesInOutbox().isEmpty());
    assertThat(pushbullet.calls()).extracting(ApiCall::body).allMatch(b -> b.contains("run-1"));
    assertThat(pushbullet.pushes()).hasSize(1);
  }

  @Test
  void whatCouldNotBeDeliveredIsDeliveredAfterARestart() throws Exception {
    // Given
    pushbullet.down();
    session.start();
    try (Logged log = Logged.by("io.clooster.notify")) {
      tell(1);
      tell(2);
      await()
          .until(() -> session.filesInOutbox().size() == 2 && log.with("undelivered").count() > 0);

      // When
      session.stop();
      pushbullet.up();
      session.start();

      // Then
      await().until(() -> session.filesInOutbox().isEmpty());
      assertThat(pushbullet.pushes()).extracting(Push::guid).containsExactly("run-1", "run-2");
      assertThat(log.with("undelivered").findFirst().orElseThrow())
          .startsWith(
              "WARN message=run-1 service=pushbullet state=undelivered: connection refused"
                  + " (127.0.0.1:");
    }
  }

  @Test
  void whatIsRefusedForGoodIsPutAsideAndTheNextGoesOn() throws Exception {
    // Given
    pushbullet.faults().onAny().once(SandboxFault.answer(400, "invalid_param", "no"));
    session.start();

    // When
    tell(1);
    tell(2);

    // Then
    await().until(() -> pushbullet.pushes().size() == 1);
    assertThat(pushbullet.pushes()).extracting(Push::guid).containsExactly("run-2");
    await().until(() -> session.filesInOutbox().size() == 1);
    assertThat(session.filesInOutbox().get(0)).startsWith("refused/pushbullet-");
    assertThat(Files.readString(session.outbox().resolve(session.filesInOutbox().get(0))))
        .contains("\"id\":\"run-1\"");
  }

  @Test
  void whatIsRefusedForGoodAfterAnotherFailureIsPutAsideToo() throws Exception {
    // Given
    pushbullet.faults().onAny().once(SandboxFault.answer(500, "server", "away"));
    pushbullet.faults().onAny().once(SandboxFault.answer(400, "invalid_param", "no"));
    session.start();

    // When
    tell(1);
    tell(2);

    // Then
    await().until(() -> pushbullet.pushes().size() == 1);
    assertThat(pushbullet.pushes()).extracting(Push::guid).containsExactly("run-2");
  }

  @Test
  void filesThatAreNoMessagesArePutAsideAndStopNothing() throws Exception {
    // Given
    Path box = Files.createDirectories(session.outbox().resolve("pushbullet"));
    List<String> garbage =
        List.of("", "{", "null", "{}", "[1]", "\u0000\u0001", "{\"service\":\"pushbullet\"}");
    for (int i = 0; i < garbage.size(); i++) {
      Files.writeString(box.resolve("0-" + i + ".json"), garbage.get(i));
    }
    Files.writeString(box.resolve(".unfinished-1.json"), "{\"service\":");
    Files.writeString(box.resolve("README"), "not for us");

    // When
    session.start();
    tell(1);

    // Then
    await().until(() -> pushbullet.pushes().size() == 1);
    await().until(() -> session.filesInOutbox().size() == garbage.size() + 2);
    assertThat(session.filesInOutbox())
        .filteredOn(file -> file.startsWith("refused/pushbullet-0-"))
        .hasSize(garbage.size());
    assertThat(Files.readString(session.outbox().resolve("refused/pushbullet-0-1.json")))
        .isEqualTo("{");
  }

  @Test
  void aMessengerThatFailsHoldsUpNoOther() throws Exception {
    // Given
    Path home = installationWith("filelog-notify-sink", FILELOG);
    session
        .home(home)
        .with(
            "\"pushbullet\": {\"key\": \"o.pushbullet-token-1\", \"api\": \"%s\"}, \"filelog\":"
                + " {\"path\": \""
                + directory.resolve("told")
                + "\"}");
    pushbullet.down();
    session.start();

    // When
    tell(1);
    tell(2);

    // Then
    await()
        .untilAsserted(
            () ->
                assertThat(directory.resolve("told/all.txt"))
                    .content()
                    .isEqualTo(
                        """
                        run-1 Title 1: Text 1 with "quotes", ${body} and ümlauts
                        run-2 Title 2: Text 2 with "quotes", ${body} and ümlauts
                        """));
    assertThat(session.filesInOutbox()).hasSize(2).allMatch(file -> file.startsWith("pushbullet/"));
  }

  @Test
  void twoNotifiersByOneKameletTellEachWhatItIsToHear() throws Exception {
    // Given
    session
        .home(installationWith("filelog-notify-sink", FILELOG))
        .with(
            "\"filelog@all\": {\"path\": \""
                + directory.resolve("all")
                + "\"}, \"filelog@worst\": {\"path\": \""
                + directory.resolve("worst")
                + "\", \"severity\": \"critical\"}")
        .start();

    // When
    tell(1);
    tell(2, "no-eligible-server");

    // Then
    await()
        .untilAsserted(
            () ->
                assertThat(directory.resolve("all/all.txt")).content().contains("run-1", "run-2"));
    await()
        .untilAsserted(
            () ->
                assertThat(directory.resolve("worst/all.txt"))
                    .content()
                    .contains("run-2")
                    .doesNotContain("run-1"));
  }

  @Test
  void aKameletOfCamelsOwnCatalogueServesByItsBlockAlone() throws Exception {
    // Given
    try (Service alerts = new Service()) {
      session
          .with("\"ops\": {\"kamelet\": \"http-sink\", \"url\": \"" + alerts.uri() + "/in\"}")
          .start();

      // When
      tell(1);

      // Then
      await().until(() -> !alerts.calls().isEmpty());
      assertThat(alerts.calls())
          .extracting(
              call -> call.target() + " " + call.headers().get("title") + ": " + call.body())
          .containsExactly("/in Title 1: Text 1 with \"quotes\", ${body} and ümlauts");
      await().until(() -> session.filesInOutbox().isEmpty());
    }
  }

  @Test
  void aMessageThatCanNotBeWrittenDownIsDeliveredFromMemory() throws Exception {
    // Given
    session.start();
    Path box = inTheWayOfMessages();

    // When
    try (Logged log = Logged.by("clooster")) {
      tell(1);
      tell(2, "no-eligible-server");

      // Then
      await().until(() -> pushbullet.pushes().size() == 2);
      assertThat(log.with("state=unstored")).hasSize(1);
      await().until(() -> log.with("state=delivered").count() == 2);
    }

    // And: neither is told once more when there is room again.
    Files.delete(box);
    tell(3);
    await().until(() -> pushbullet.pushes().size() == 3 && session.filesInOutbox().isEmpty());
    assertThat(pushbullet.calls()).hasSize(3);
  }

  @Test
  void oneThatIsNotTakenEitherIsTriedAgainAndStoredOnceThereIsRoom() throws Exception {
    // Given
    pushbullet.down();
    session.start();
    Path box = inTheWayOfMessages();

    // When
    try (Logged log = Logged.by("ROOT")) {
      tell(1);
      await().until(() -> log.with("state=undelivered").count() >= 2);
      Files.delete(box);

      // Then
      await().until(() -> session.filesInOutbox().size() == 1);
      pushbullet.up();
      await().until(() -> pushbullet.pushes().size() == 1 && session.filesInOutbox().isEmpty());
      assertThat(log.with("state=stored")).hasSize(1);
    }
  }

  @Test
  void oneThatIsRefusedForGoodIsDroppedFromMemoryAndNamed() throws Exception {
    // Given
    pushbullet.faults().onAny().once(SandboxFault.answer(400, "invalid_param", "no"));
    session.start();
    inTheWayOfMessages();

    // When
    try (Logged log = Logged.by("clooster")) {
      tell(1);
      await().until(() -> log.with("message=run-1").anyMatch(line -> line.contains("dropped")));
      tell(2);

      // Then
      await().until(() -> pushbullet.pushes().size() == 1);
      assertThat(pushbullet.pushes()).extracting(Push::guid).containsExactly("run-2");
    }
  }

  private Path inTheWayOfMessages() throws IOException {
    Path box = session.outbox().resolve("pushbullet");
    await().until(() -> Files.isDirectory(box));
    Files.delete(box);
    return Files.writeString(box, "in the way");
  }

  @Test
  void aCriticalMessageOvertakesThoseThatWaitAfterAFailure() throws Exception {
    // Given
    pushbullet.down();
    session.start();
    try (Logged log = Logged.by("io.clooster.notify")) {
      tell(1);
      tell(2);
      await().until(() -> log.with("undelivered").count() >= 3);
    }

    // When
    tell(3, "record-lost");
    pushbullet.up();

    // Then
    await().until(() -> pushbullet.pushes().size() == 3);
    assertThat(pushbullet.pushes())
        .extracting(Push::guid)
        .containsExactly("run-3", "run-1", "run-2");
  }

  @Test
  void ofOneServerNoMessageOvertakesAnEarlierOneHoweverOftenThatFailed() throws Exception {
    // Given
    pushbullet.faults().onAny().times(6, SandboxFault.answer(503, "server", "away"));
    session.start();

    // When: the first fails often enough to let others pass.
    try (Logged log = Logged.by("io.clooster.notify")) {
      tell(1, "no-link");
      await()
          .atMost(Duration.ofSeconds(40))
          .until(() -> log.with("message=run-1").count() >= DELIVERY_PATIENCE);
    }
    tell(2, "peer-down", Severity.CRITICAL);
    tell(3, "peer-up", Severity.INFO);

    // Then
    await().atMost(Duration.ofSeconds(40)).until(() -> pushbullet.pushes().size() == 3);
    assertThat(pushbullet.pushes())
        .extracting(Push::guid)
        .containsExactly("run-1", "run-2", "run-3");
  }

  @Test
  void anAddressThatIsAwayForAMomentLosesNoMessage() throws Exception {
    // Given
    pushbullet.faults().onAny().once(SandboxFault.answer(404, "not_found", "no"));
    pushbullet.faults().onAny().once(SandboxFault.answer(405, "not_allowed", "no"));
    session.start();

    // When
    tell(1);

    // Then
    await().until(() -> pushbullet.pushes().size() == 1 && session.filesInOutbox().isEmpty());
  }

  @Test
  void thatANotifierRefusesIsToldThroughTheOtherOne() throws Exception {
    // Given
    pushbullet.faults().onAny().once(SandboxFault.answer(400, "invalid_param", "no"));
    session
        .home(installationWith("filelog-notify-sink", FILELOG))
        .with(
            "\"pushbullet\": {\"key\": \"o.pushbullet-token-1\", \"api\": \"%s\"}, \"filelog\":"
                + " {\"path\": \""
                + directory.resolve("told")
                + "\"}");
    session.start();

    // When
    tell(1);

    // Then
    await()
        .untilAsserted(
            () ->
                assertThat(directory.resolve("told/all.txt"))
                    .content()
                    .contains("'pushbullet' refused a message of 'srv1.test' for good"));

    // And
    tell(2);
    await()
        .untilAsserted(
            () ->
                assertThat(directory.resolve("told/all.txt"))
                    .content()
                    .contains("arrive through 'pushbullet' again"));
    assertThat(pushbullet.pushes()).extracting(Push::guid).containsExactly("run-2");
  }

  @Test
  void aLinkIsNotFollowedAndTheNextMessageArrives() throws Exception {
    // Given
    Path box = Files.createDirectories(session.outbox().resolve("pushbullet"));
    Path foreign =
        Files.writeString(
            directory.resolve("foreign"),
            "{\"service\":\"pushbullet\",\"id\":\"x\",\"title\":\"x\",\"text\":\"x\",\"event\":{}}");
    Files.createSymbolicLink(box.resolve("0-link.json"), foreign);

    // When
    session.start();
    tell(1);

    // Then
    await().until(() -> pushbullet.pushes().size() == 1);
    assertThat(pushbullet.pushes()).extracting(Push::guid).containsExactly("run-1");
    assertThat(session.outbox().resolve("refused/pushbullet-0-link.json")).isSymbolicLink();
    assertThat(foreign).exists();
  }

  @Test
  void whatOthersCouldEnterOrReadIsClosed() throws Exception {
    // Given
    Path box = Files.createDirectories(session.outbox().resolve("pushbullet"));
    Path state = session.outbox().getParent();
    for (Path open : List.of(state, session.outbox(), box)) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxr-x"));
    }
    pushbullet.down();

    // When
    session.start();
    tell(1);
    await().until(() -> session.filesInOutbox().size() == 1);

    // Then
    for (Path closed : List.of(state, session.outbox(), box, session.outbox().resolve("refused"))) {
      assertThat(mode(closed)).as("%s", closed).isEqualTo("rwx------");
    }
    assertThat(mode(session.outbox().resolve(session.filesInOutbox().get(0))))
        .isEqualTo("rw-------");
    assertThat(mode(state.resolve("lock"))).isEqualTo("rw-------");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private void tell(int number) {
    tell(number, "peer-down");
  }

  private void tell(int number, String kind) {
    session
        .daemon()
        .context()
        .createFluentProducerTemplate()
        .to("seda:notify")
        .withBody(
            new Message(
                "run-" + number,
                kind,
                RouteSession.PEER,
                "Title " + number,
                "Text " + number + " with \"quotes\", ${body} and ümlauts"))
        .send();
  }

  private void tell(int number, String kind, Severity severity) {
    Message message =
        new Message(
            "run-" + number,
            kind,
            "",
            severity,
            RouteSession.PEER,
            "",
            Map.of(),
            "Title " + number,
            "Text");
    session.tell(message);
  }

  private Path installationWith(String kamelet, String yaml) throws IOException {
    Path home = Installations.copy(directory.resolve("home"));
    Files.writeString(home.resolve("routes/kamelets/" + kamelet + ".kamelet.yaml"), yaml);
    return home;
  }

  private static final String FILELOG =
      """
      apiVersion: camel.apache.org/v1
      kind: Kamelet
      metadata:
        name: filelog-notify-sink
        labels:
          camel.apache.org/kamelet.type: sink
      spec:
        definition:
          title: File log
          description: Appends each message to a file.
          type: object
          required: [path]
          properties:
            path:
              title: Path
              description: Directory of the file.
              type: string
        template:
          from:
            uri: kamelet:source
            steps:
              - setBody:
                  expression:
                    simple:
                      expression: "${header.id} ${header.title}: ${body}\\n"
                      trim: "false"
              - to:
                  uri: "file:{{path}}"
                  parameters:
                    fileName: all.txt
                    fileExist: Append
      """;
}
