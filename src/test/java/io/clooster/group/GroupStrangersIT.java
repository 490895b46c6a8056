// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.clooster.dist.Fail2ban;
import io.clooster.link.protocol2.Impostor;
import io.clooster.link.protocol2.Stranger;
import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody without the key finds the port of a server, or takes the port of a dead one. */
@ProcessTest
class GroupStrangersIT {
  private static final String REJECTING = "Rejecting client ";

  /** Each flood comes from so many addresses, of which the first is where all servers are. */
  private static final int ADDRESSES = 3;

  /** In a minute, 10 for each address. */
  private static final int MOST_LINES = 10 * ADDRESSES;

  /** Much more than lines in two minutes; a flood may see the end of one and most of the next. */
  private static final int KNOCKS = 5 * MOST_LINES;

  /**
   * By then a dead holder is replaced: a keep-alive, the window of 1 s, what a claim that was read
   * while linked gives it, and room for a busy machine.
   */
  private static final Duration REPLACED_WITHIN = Duration.ofSeconds(30);

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  @Test
  @Full
  void whatStrangersLogIsBoundedAndCountedAndFail2banFindsEachOfItsLines() throws Exception {
    // Given
    group.of(2).start();

    // When
    flood(1, ServerGroup.name(2), List.of(Stranger.values()));

    // Then
    assertThat(rejections(1)).hasSizeBetween(MOST_LINES, 3 * MOST_LINES);
    var log = group.directory().resolve("log");
    Files.write(log, group.srv(1).allLines());
    assertThat(Fail2ban.found(log)).hasSameSizeAs(rejections(1)).contains("127.0.0.1", "127.0.0.3");
    group.srv(1).awaitLine(" more connections were rejected in the last minute; ");

    // And
    assertThat(group.srv(1).allLines()).hasSizeLessThan(4 * MOST_LINES);
    assertThat(group.story().notes()).isEmpty();
    assertThat(group.srv(1).lines("state=disconnected")).isEmpty();
    assertThat(group.story().writes()).isZero();
  }

  @Test
  @Full
  void hellosInTheNameOfAMissingServerAreNoMessageAndHardlyALine() throws Exception {
    // Given
    group.of(2).start();
    group.srv(2).kill();
    group.story().awaitNotes(1);
    var before = group.srv(1).lines().size();

    // When
    flood(1, ServerGroup.name(2), List.of(Stranger.NO_KEYS, Stranger.OTHER_VERSION));

    // Then
    group.story().settles();
    assertThat(group.srv(1).lines().size() - before).isLessThan(3 * MOST_LINES);
    assertThat(group.story().notes()).containsExactly(Told.down(1, 2, Told.CLOSED));
    assertThat(group.story().values()).containsExactly(ServerGroup.name(1));
  }

  @Test
  void aDeadHolderIsSuspectedAndReplacedWhoeverAnswersOnItsPort() throws Exception {
    anImpostorHasItsPort(Impostor.Answer.TLS_HELLO_WITHOUT_KEYS);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TLS_HELLO_WITHOUT_KEYS")
  @Full
  void soIsItWhateverElseIsAnsweredThere(Impostor.Answer answer) throws Exception {
    anImpostorHasItsPort(answer);
  }

  private void anImpostorHasItsPort(Impostor.Answer answer) throws Exception {
    // Given: it is there before the server is dead, so that no refusal shows that.
    group.of(2);
    var wire = group.wire(2, 1);
    group.start();
    group.story().awaitClaimOf(1);
    wire.refuse();
    var port = ((InetSocketAddress) wire.address()).getPort();
    try (var impostor = Impostor.listen(port, answer, ServerGroup.name(1))) {
      // When
      var killed = System.nanoTime();
      group.srv(1).kill();

      // Then: not by its silence.
      isReplaced(killed);
      assertThat(impostor.answered()).isPositive();
      assertThat(group.srv(2).lines(ServerGroup.name(1) + " state=suspect: "))
          .singleElement(STRING)
          .endsWith(Told.UNPROVEN);
      assertThat(group.srv(2).lines(ServerGroup.name(1) + " state=down: "))
          .singleElement(STRING)
          .endsWith(Told.UNPROVEN);
    }
  }

  @Test
  @Full
  void aDeadHolderIsReplacedWhoeverConnectsInItsNameFromItsAddress() throws Exception {
    // Given
    group.of(2).start();
    var done = new AtomicBoolean();

    // When
    var killed = System.nanoTime();
    group.srv(1).kill();
    var stranger = new Thread(() -> knockUntil(done));
    stranger.start();
    try {
      // Then
      isReplaced(killed);
    } finally {
      done.set(true);
      stranger.join();
    }
  }

  /** By the second one, in time, and the administrator hears of that and of nothing else. */
  private void isReplaced(long killed) {
    await("the record to move")
        .atMost(REPLACED_WITHIN)
        .until(() -> group.story().values().contains(ServerGroup.name(2)));
    assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(REPLACED_WITHIN);
    group.story().settles();
    assertThat(group.story().values()).containsExactly(ServerGroup.name(1), ServerGroup.name(2));
    assertThat(group.story().notes())
        .singleElement()
        .satisfies(
            note ->
                assertThat(note.title())
                    .contains("'%s'".formatted(ServerGroup.name(1)))
                    .startsWith("[%s]".formatted(ServerGroup.name(2))));
  }

  private void knockUntil(AtomicBoolean done) {
    while (!done.get()) {
      try {
        Stranger.WRONG_PROOF.knock(
            group.port(2), InetAddress.getLoopbackAddress(), ServerGroup.name(1));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void flood(int server, String name, List<Stranger> strangers) throws Exception {
    for (var knocks = 0; knocks < KNOCKS; knocks++) {
      var from = InetAddress.getByName("127.0.0." + (1 + knocks % ADDRESSES));
      // Each kind from each address.
      var stranger = strangers.get(knocks / ADDRESSES % strangers.size());
      stranger.knock(group.port(server), from, name);
    }
  }

  private List<String> rejections(int server) {
    return group.srv(server).lines(REJECTING);
  }
}
