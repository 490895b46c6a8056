// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.failover.Action;
import io.clooster.sandbox.ApiCall;
import io.clooster.sandbox.Fault;
import io.clooster.sandbox.Push;
import io.clooster.sandbox.PushbulletSandbox;
import io.clooster.testing.Logged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NotifyRoutesTest {
  @TempDir private Path directory;
  private Session session;
  private PushbulletSandbox pushbullet;

  @BeforeEach
  void prepare() {
    session = Session.listening(directory);
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
    await().until(() -> files().isEmpty());
  }

  @Test
  void messagesKeepTheirOrderWhateverTheirIds() throws Exception {
    // Given
    pushbullet.faults().onAny().times(2, Fault.answer(500, "server", "away"));
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
    pushbullet.faults().onAny().once(Fault.lostAnswer());
    session.start();

    // When
    tell(1);

    // Then
    await().until(() -> pushbullet.calls().size() == 2 && files().isEmpty());
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
      await().until(() -> files().size() == 2 && log.with("undelivered").count() > 0);

      // When
      session.stop();
      pushbullet.up();
      session.start();

      // Then
      await().until(() -> files().isEmpty());
      assertThat(pushbullet.pushes()).extracting(Push::guid).containsExactly("run-1", "run-2");
      assertThat(log.with("undelivered").findFirst())
          .hasValue("WARN message=run-1 service=pushbullet state=undelivered: connection refused");
    }
  }

  @Test
  void whatIsRefusedForGoodIsPutAsideAndTheNextGoesOn() throws Exception {
    // Given
    pushbullet.faults().onAny().once(Fault.answer(400, "invalid_param", "no"));
    session.start();

    // When
    tell(1);
    tell(2);

    // Then
    await().until(() -> pushbullet.pushes().size() == 1);
    assertThat(pushbullet.pushes()).extracting(Push::guid).containsExactly("run-2");
    await().until(() -> files().size() == 1);
    assertThat(files().get(0)).startsWith("refused/pushbullet-");
    assertThat(Files.readString(session.outbox().resolve(files().get(0))))
        .contains("\"id\":\"run-1\"");
  }

  @Test
  void whatIsRefusedForGoodAfterAnotherFailureIsPutAsideToo() throws Exception {
    // Given
    pushbullet.faults().onAny().once(Fault.answer(500, "server", "away"));
    pushbullet.faults().onAny().once(Fault.answer(400, "invalid_param", "no"));
    session.start();

    // When
    tell(1);
    tell(2);

    // Then
    await().until(() -> pushbullet.pushes().size() == 1);
    assertThat(pushbullet.pushes()).extracting(Push::guid).containsExactly("run-2");
  }

  @Test
  void filesThatAreNoLettersArePutAsideAndStopNothing() throws Exception {
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
    await().until(() -> files().size() == garbage.size() + 2);
    assertThat(files())
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
    assertThat(files()).hasSize(2).allMatch(file -> file.startsWith("pushbullet/"));
  }

  @Test
  void aMessageThatCanNotBeWrittenDownWaitsUntilItCan() throws Exception {
    // Given
    session.start();
    Path box = session.outbox().resolve("pushbullet");
    await().until(() -> Files.isDirectory(box));
    Files.delete(box);
    Files.writeString(box, "in the way");

    // When
    try (Logged log = Logged.by("ROOT")) {
      tell(1);
      await().until(() -> log.with("Failed delivery").count() > 0);
      Files.delete(box);

      // Then
      await().until(() -> pushbullet.pushes().size() == 1);
    }
  }

  private void tell(int number) {
    session
        .daemon()
        .context()
        .createFluentProducerTemplate()
        .to("seda:notify")
        .withBody(
            new Action.Notify(
                "run-" + number,
                "peer-down",
                Session.PEER,
                "Title " + number,
                "Text " + number + " with \"quotes\", ${body} and ümlauts"))
        .send();
  }

  /** Every file in the outbox, by its path there. */
  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(session.outbox())) {
      return all.filter(Files::isRegularFile)
          .map(file -> session.outbox().relativize(file).toString())
          .sorted()
          .toList();
    }
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
