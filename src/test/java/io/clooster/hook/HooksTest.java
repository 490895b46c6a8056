// SPDX-License-Identifier: Apache-2.0
package io.clooster.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.call.Deadlines;
import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.Event;
import io.clooster.failover.Hook;
import io.clooster.failover.RecordSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HooksTest {
  private static final Action.RunHook ACTIVE =
      new Action.RunHook(Hook.ON_ACTIVE, 8, "srv2", "srv1", "");

  @TempDir private Path directory;
  private final Memory store = new Memory();
  private final Deadlines deadlines = new Deadlines();
  private Path ran;

  /** A file that survives in memory. */
  private static final class Memory implements HookStore {
    private byte[] content;
    private boolean readOnly;

    @Override
    public byte[] read() throws IOException {
      if (content == null) {
        throw new NoSuchFileException("hooks.json");
      }
      return content;
    }

    @Override
    public void write(byte[] next) throws IOException {
      if (readOnly) {
        throw new IOException("Read-only file system");
      }
      content = next;
    }
  }

  @BeforeEach
  void aFileThatTellsWhatRan() {
    ran = directory.resolve("ran");
  }

  @AfterEach
  void end() {
    deadlines.close();
  }

  private Config config(String script) throws Exception {
    return config("act", script);
  }

  private Config config(String mode, String script) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("clooster.json"),
            """
            {"mode": "%s", "this_server": "srv2", "servers": ["srv1", "srv2"], "key": "0123456789abcdef",
             "listen": {"port": 2000},
             "exec": {"command": ["sh"], "zone": "example.com",
                      "records": ["www.example.com", "example.com"]},
             "hooks": {
               "before_active": {"command": ["sh", "-c", "%s"]},
               "on_active": {"command": ["sh", "-c", "%s"], "timeout": "500ms"},
               "on_standby": {"command": ["sh", "-c", "%s"]},
               "on_unhealthy": {"command": ["sh", "-c", "%s"]}}}
            """
                .formatted(mode, script, script, script, script));
    return ConfigReader.read(file, Path.of("routes", "kamelets"), name -> null);
  }

  private Hooks hooks(String script) throws Exception {
    Hooks hooks = new Hooks(config(script), deadlines, store);
    hooks.load();
    return hooks;
  }

  private String note(String what) {
    return "echo " + what + " >> " + ran;
  }

  /** Runs all that is due, as the route does. */
  private static List<String> runs(Hooks hooks) throws IOException {
    List<String> told = new ArrayList<>();
    while (hooks.next()) {
      hooks.store();
      for (Action.Notify message : hooks.run()) {
        told.add(message.kind() + " " + message.variant() + " " + message.values().byName());
      }
    }
    hooks.store();
    return told;
  }

  private String stored() {
    return new String(store.content, UTF_8);
  }

  @Test
  void theProgramIsToldWhatItIsAbout() throws Exception {
    Hooks hooks =
        hooks(
            note(
                "$CLOOSTER_HOOK $CLOOSTER_EPOCH $CLOOSTER_SERVER $CLOOSTER_HOLDER"
                    + " $CLOOSTER_PREVIOUS $CLOOSTER_ATTEMPT [$CLOOSTER_RECORD]"
                    + " $CLOOSTER_STATE_DIR"));
    hooks.take(ACTIVE);
    assertThat(runs(hooks)).isEmpty();
    assertThat(ran)
        .hasContent(
            "on_active 8 srv2 srv2 srv1 1 [www.example.com example.com] "
                + directory.resolve("clooster.state")
                + "\n");
  }

  @Test
  void oneThatFailsIsToldWithTheLastLineThatItWrote() throws Exception {
    Hooks hooks = hooks("echo no such address >&2; exit 3");
    hooks.take(ACTIVE);
    assertThat(runs(hooks))
        .singleElement()
        .asString()
        .contains("hook-failed on-active", "exit status 3: no such address", "retry=PT5S");
    assertThat(hooks.next()).as("its pause is not over").isFalse();
  }

  @Test
  void oneThatHangsIsEndedWithAllThatItBegan() throws Exception {
    Hooks hooks = hooks("echo waits; sleep 600 & echo $! > " + ran + "; wait");
    hooks.take(ACTIVE);
    assertThat(runs(hooks)).singleElement().asString().contains("no end within 500 ms: waits");
    long child = Long.parseLong(Files.readString(ran).strip());
    await().until(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void oneThatCanNotBeRunIsTold() throws Exception {
    Hooks hooks = hooks("exec /no/such/program");
    hooks.take(ACTIVE);
    assertThat(runs(hooks)).singleElement().asString().contains("/no/such/program");
  }

  @Test
  void whatAKillCutShortRunsAgainAtTheNextStartAndWhatIsLeftOfItIsEnded() throws Exception {
    Hooks killed = hooks("true");
    killed.take(ACTIVE);
    assertThat(killed.next()).isTrue();
    killed.store();
    String mark = stored().replaceFirst("(?s).*\"mark\":\"([^\"]*)\".*", "$1");
    ProcessBuilder orphan = new ProcessBuilder("sleep", "600");
    orphan.environment().put("CLOOSTER_CHECK", mark);
    Process left = orphan.start();

    Hooks next = hooks(note("$CLOOSTER_HOOK $CLOOSTER_EPOCH $CLOOSTER_ATTEMPT"));
    assertThat(left.waitFor(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    next.take(new Action.RunHook(Hook.ON_ACTIVE, 10, "srv2", "", ""));
    runs(next);
    assertThat(ran).hasContent("on_active 8 2\non_active 10 1\n");
    assertThat(stored()).contains("\"waiting\":[]").contains("\"last\":\"on_active\"");
  }

  @Test
  void oneThatOnlyObservesRunsNothingOfWhatIsLeft() throws Exception {
    Hooks acted = hooks("true");
    acted.take(new Action.RunHook(Hook.ON_UNHEALTHY, 8, "srv1", "", ""));
    acted.store();
    assertThat(stored()).contains("on_unhealthy");

    Hooks observes = new Hooks(config("observe", note("$CLOOSTER_HOOK")), deadlines, store);
    observes.load();
    runs(observes);
    assertThat(ran).doesNotExist();
    assertThat(stored()).contains("\"waiting\":[]");
  }

  @Test
  void whatIsWantedWhileOneRunsIsStoredBeforeThatHasEnded() throws Exception {
    Hooks killed = hooks("true");
    killed.take(ACTIVE);
    assertThat(killed.next()).isTrue();
    killed.store();

    // It runs, and meanwhile the records are lost.
    killed.take(new Action.RunHook(Hook.ON_STANDBY, 9, "srv1", "srv2", ""));
    assertThat(killed.isUnstored()).isTrue();
    killed.store();

    Hooks next = hooks(note("$CLOOSTER_HOOK $CLOOSTER_EPOCH"));
    next.take(new Action.RunHook(Hook.ON_ACTIVE, 10, "srv2", "srv1", ""));
    runs(next);
    assertThat(ran).hasContent("on_active 8\non_standby 9\non_active 10\n");
  }

  @Test
  void aStopLeavesItToTheNextStart() throws Exception {
    Hooks hooks = hooks("sleep 600");
    hooks.take(ACTIVE);
    assertThat(hooks.next()).isTrue();
    deadlines.endAfter(Duration.ofMillis(50));
    assertThat(Assertions.catchThrowable(hooks::run)).isNull();
    assertThat(hooks.next()).as("whether another start is tried while Clooster stops").isFalse();
    hooks.store();
    assertThat(stored()).contains("\"hook\":\"on_active\",\"epoch\":8").contains("\"attempts\":1,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "5",
        "{\"waiting\": 5}",
        "{\"waiting\": [null]}",
        "{\"waiting\": [{}]}",
        "{\"waiting\": [{\"hook\": \"before_active\", \"holder\": \"\", \"previous\": \"\","
            + " \"reason\": \"\"}]}",
        "{\"waiting\": [{\"hook\": \"on_unhealthy\", \"holder\": \"a\\u0000b\", \"previous\": \"\","
            + " \"reason\": \"\"}]}",
        "{\"waiting\": [{\"hook\": \"on_unhealthy\", \"holder\": \"\", \"previous\": \"\","
            + " \"reason\": \"\", \"mark\": \"x\"}]}",
        "{\"waiting\": [{\"hook\": \"on_unhealthy\", \"epoch\": -1, \"holder\": \"\","
            + " \"previous\": \"\", \"reason\": \"\"}]}",
        "{\"failing\": [\"rm\"]}",
        "{\"last\": \"on_fire\"}"
      })
  void aFileThatIsNoneOfOursCountsForNothing(String content) throws Exception {
    store.content = content.getBytes(UTF_8);
    Hooks hooks = hooks(note("$CLOOSTER_HOOK"));
    assertThat(hooks.next()).isFalse();
    hooks.take(ACTIVE);
    assertThat(runs(hooks)).isEmpty();
    assertThat(ran).hasContent("on_active\n");
  }

  @Test
  void aDiskThatTakesNothingStopsNoProgram() throws Exception {
    store.readOnly = true;
    Hooks hooks = hooks(note("$CLOOSTER_HOOK"));
    hooks.take(ACTIVE);
    assertThat(hooks.next()).isTrue();
    assertThat(hooks.isUnstored()).isTrue();
    hooks.notStored(new IOException("Read-only file system"));
    hooks.run();
    assertThat(ran).hasContent("on_active\n");
  }

  @Test
  void thatOneWorksAgainIsToldOverARestart() throws Exception {
    Hooks hooks = hooks("false");
    hooks.take(ACTIVE);
    assertThat(runs(hooks)).hasSize(1);

    Hooks next = hooks("true");
    next.take(ACTIVE);
    assertThat(runs(next)).singleElement().asString().startsWith("hook-works");
  }

  // before_active

  private static Action.WriteRecord takes() {
    Claim held = new Claim(7, "srv1", Duration.ofSeconds(60));
    RecordSnapshot before = new RecordSnapshot("srv1", held, "source");
    return new Action.WriteRecord(3, before, "srv2", new Claim(8, "srv2", Duration.ofSeconds(60)));
  }

  @Test
  void beforeActiveRunsBeforeATakeOverOnly() throws Exception {
    BeforeActive before = new BeforeActive(config("true"), deadlines);
    assertThat(before.isDue(takes())).isTrue();
    Claim ours = new Claim(8, "srv2", Duration.ofSeconds(60));
    RecordSnapshot own = new RecordSnapshot("srv2", ours, "source");
    assertThat(before.isDue(new Action.WriteRecord(4, own, "srv2", ours))).isFalse();
  }

  @Test
  void itIsToldWhatIsToBeWritten() throws Exception {
    BeforeActive before =
        new BeforeActive(
            config(note("$CLOOSTER_HOOK $CLOOSTER_EPOCH $CLOOSTER_HOLDER")), deadlines);
    assertThat(before.passed(before.run(takes()))).isEmpty();
    assertThat(ran).hasContent("before_active 8 srv1\n");
    assertThat(before.isDue(takes())).as("tried again at once").isFalse();
  }

  @Test
  void whatFailsIsAnEventAndToldOnceUntilItWorks() throws Exception {
    BeforeActive before = new BeforeActive(config("echo replica lags; test -e " + ran), deadlines);
    Throwable failure = Assertions.catchThrowable(() -> before.passed(before.run(takes())));
    assertThat(failure).isInstanceOf(BeforeActiveFailure.class);
    assertThat(before.failed(3, (Exception) failure))
        .isEqualTo(new Event.BeforeActiveFailed(3, "sh: exit status 1: replica lags"));
    assertThat(before.told((Exception) failure)).hasSize(1);
    assertThat(before.told((Exception) failure)).isEmpty();
    Files.createFile(ran);
    assertThat(before.passed(before.run(takes())))
        .extracting(Action.Notify::kind)
        .containsExactly("hook-works");
  }

  @Test
  void itIsEndedBeforeTheTwoSecondsAreOver() throws Exception {
    BeforeActive before = new BeforeActive(config("sleep 600"), deadlines);
    assertThat(before.run(takes()).failure()).isEqualTo("no end within 1800 ms");
  }

  @Test
  void whatCanNotBeEndedInTimeHasFailed() throws Exception {
    BeforeActive before = new BeforeActive(config("true"), deadlines);
    ExchangeTimedOutException late =
        new ExchangeTimedOutException(new DefaultExchange(new DefaultCamelContext()), 2000);
    Assertions.assertThatThrownBy(() -> before.passed(before.late(late)))
        .isInstanceOf(BeforeActiveFailure.class)
        .hasMessage("no end within 2 s");
  }
}
