// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import io.clooster.failover.Action;
import io.clooster.failover.Severity;
import io.clooster.message.Message;
import io.clooster.message.Messages;
import io.clooster.message.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a notifier fails is told through the others. */
class NotifierWatchTest {
  private static final String NTFY = "ntfy";
  private static final String SLACK = "slack";
  private final Exception away = new IOException("away");
  private static final String BOTH =
      "\"ntfy\": {\"topic\": \"x\"}, \"slack\": {\"url\": \"http://127.0.0.1:1\"}";

  @TempDir private Path directory;
  private final AtomicLong now = new AtomicLong();
  private Deliveries deliveries;
  private NotifierWatch watch;
  private Outbox outbox;
  private Messages words;
  private int written;

  @BeforeEach
  void prepare() throws Exception {
    begins(BOTH);
  }

  @Test
  void oneThatFailsFor40SecondsIsToldOnceAndOnceThatItWorksAgain() {
    // Given
    String file = waits(NTFY, "peer-srv2");
    fails(NTFY, file);

    // When
    seconds(39);
    fails(NTFY, file);
    assertThat(watch.due()).isEmpty();
    seconds(1);

    // Then
    Message told = words.of(one());
    assertThat(told.severity()).isEqualTo(Severity.WARNING);
    assertThat(told.title()).contains("do not arrive through 'ntfy'");
    assertThat(told.text()).startsWith("'ntfy' has not taken a message for 40 s: away. ");
    seconds(1000);
    fails(NTFY, file);
    assertThat(watch.due()).isEmpty();

    // And
    takes(NTFY, file);
    Action.Notify over = one();
    assertThat(over.kind()).isEqualTo("notifier-works");
    assertThat(over.severity()).isEqualTo(Severity.INFO);
    assertThat(watch.due()).isEmpty();
  }

  @Test
  void itIsToldThroughTheOthersAlone() {
    // Given
    fails(NTFY, waits(NTFY, "peer-srv2"));
    seconds(40);

    // Then
    assertThat(outbox.of(words.of(one())))
        .extracting(OutboxMessage::service)
        .containsExactly(SLACK);
  }

  @Test
  void whereThereIsOnlyOneNothingIsTold() throws Exception {
    // Given
    begins("\"ntfy\": {\"topic\": \"x\"}");
    String file = waits(NTFY, "peer-srv2");

    // When
    fails(NTFY, file);
    watch.refused(NTFY, file, away);
    seconds(100);

    // Then
    assertThat(watch.due()).isEmpty();
  }

  @Test
  void aMessageThatIsRefusedForGoodIsToldAtOnce() {
    // When
    watch.refused(NTFY, waits(NTFY, "peer-srv2"), away);

    // Then
    Action.Notify told = one();
    assertThat(told.variant()).isEqualTo("refused");
    assertThat(words.of(told).text()).contains("'ntfy' answered: away");

    // And: one more is the same story.
    watch.refused(NTFY, waits(NTFY, "peer-srv2"), away);
    assertThat(watch.due()).isEmpty();
    takes(NTFY, waits(NTFY, "peer-srv2"));
    assertThat(one().kind()).isEqualTo("notifier-works");
  }

  @Test
  void aMessageThatFailsWhileOthersAreTakenIsOneStory() {
    // Given
    String poison = waits(NTFY, "peer-srv2");
    fails(NTFY, poison);
    seconds(40);
    one();

    // When
    for (int i = 0; i < 5; i++) {
      takes(NTFY, waits(NTFY, "record"));
      fails(NTFY, poison);
      seconds(60);

      // Then
      assertThat(watch.due()).isEmpty();
    }
  }

  @Test
  void whatIsToldOfNotifiersIsNoReasonToTellMore() {
    // Given
    for (String service : List.of(NTFY, SLACK)) {
      fails(service, waits(service, "peer-srv2"));
    }
    seconds(40);
    assertThat(watch.due()).hasSize(2);

    // When: those fail, too, and are refused, again and again.
    for (int i = 0; i < 5; i++) {
      for (String service : List.of(NTFY, SLACK)) {
        fails(service, waits(service, OutboxSubject.NOTIFIER));
        watch.refused(service, waits(service, OutboxSubject.NOTIFIER), away);
      }
      seconds(60);

      // Then
      assertThat(watch.due()).isEmpty();
    }
  }

  @Test
  void oneThatOnlyFailsToTellOfAnotherOneIsNotTold() {
    // When
    fails(SLACK, waits(SLACK, OutboxSubject.NOTIFIER));
    watch.refused(SLACK, waits(SLACK, OutboxSubject.NOTIFIER), away);
    seconds(100);

    // Then
    assertThat(watch.due()).isEmpty();
  }

  private void begins(String notifiers) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("clooster.json"),
            """
            {"protocol": 2, "this_server": "srv1", "servers": ["srv1", "srv2"],
             "listen": {"address": "127.0.0.1", "port": 1}, "key": "0123456789abcdef",
             "cloudflare": {"token": "token", "zone": "example.com", "record": "www.example.com"},
            """
                + notifiers
                + "}");
    Path kamelets = Path.of("routes", "kamelets").toAbsolutePath();
    Config config = ConfigReader.read(file, kamelets, name -> null);
    deliveries = new Deliveries(directory.toString(), now::get, new Random(1));
    watch = new NotifierWatch(config, deliveries);
    words = new Messages(Texts.shipped(), "srv1", "www.example.com", moment -> Instant.EPOCH);
    outbox = new Outbox(config, words);
  }

  private Action.Notify one() {
    List<Action.Notify> due = watch.due();
    assertThat(due).hasSize(1);
    return due.get(0);
  }

  private String waits(String service, String subject) {
    String run = "20261130T230000.000Z";
    String file = OutboxFileName.name(run, ++written, subject, Severity.WARNING);
    deliveries.keep(service, file);
    return file;
  }

  private void fails(String service, String file) {
    deliveries.failed(service, file, away);
    watch.failed(service, file, away);
  }

  private void takes(String service, String file) {
    deliveries.deliveredFromMemory(service, file);
    watch.delivered(service);
  }

  private void seconds(long seconds) {
    now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }
}
