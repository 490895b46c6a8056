// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.protocol1.PairFailover;
import io.clooster.message.Words;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One server, told as a story: {@code at("10s").refused().told("peer-down …")}. Between the steps
 * time passes as it does in production: a beat every 200 ms, the watchdog every two minutes, a
 * keep-alive each way every minute. What the server does is collected in three lists: calls to the
 * provider, messages to the administrator, and what it does to the link; each expectation takes
 * everything from its list, so nothing unexpected goes unseen.
 */
final class PairStory {
  static final String ME = "a.test";
  static final String OTHER = "b.test";
  static final String RECORD = "www.test";

  private static final Duration BEAT = Duration.ofMillis(200);

  /** Just before the clock's number turns negative: no story may notice. */
  private static final long ORIGIN = Long.MAX_VALUE - Duration.ofSeconds(20).toNanos();

  private static final Duration NEVER = Duration.ofDays(10_000);

  final FakeProvider provider;
  private final PairFailover failover;
  private final Duration watchdog;
  private final List<String> calls = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private final List<String> link = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final List<Duration> readTimes = new ArrayList<>();
  private final List<Duration> dialTimes = new ArrayList<>();
  private final Words words = Words.of(ME, RECORD);
  final List<String> ids = new ArrayList<>();

  private Duration now = Duration.ZERO;
  private Duration nextBeat = Duration.ZERO;
  private Duration nextWatchdog;
  private Duration nextKeepAlive = Duration.ofSeconds(60);
  private Duration nextHeard = NEVER;
  private long openLink;
  private long lastCall;
  private boolean peerTalks = true;

  private PairStory(SettingsForTest settings, FakeProvider provider) {
    this.provider = provider;
    this.watchdog = Duration.ofMinutes(2);
    this.nextWatchdog = watchdog;
    this.failover =
        new PairFailover(
            settings.build(), new Moment(ORIGIN), new SplittableRandom(settings.seed()));
  }

  /** On the side that listens. */
  static SettingsForTest listening() {
    return new SettingsForTest().connects(false);
  }

  /** On the side that connects. */
  static SettingsForTest connecting() {
    return new SettingsForTest().connects(true);
  }

  static PairStory with(SettingsForTest settings, FakeProvider provider) {
    return new PairStory(settings, provider);
  }

  /** Time passes, beat by beat, until this moment after the start. */
  PairStory at(String moment) {
    return liveUntil(duration(moment));
  }

  /** Time passes, beat by beat, for so long. */
  PairStory after(String time) {
    return liveUntil(now.plus(duration(time)));
  }

  /** This server is stopped for so long: no beat, no event; whatever comes next is the first. */
  PairStory standsStill(String time) {
    now = now.plus(duration(time));
    return this;
  }

  PairStory linkOpens(long number) {
    openLink = number;
    nextHeard = now.plusSeconds(60);
    return event(new Event.LinkOpened(OTHER, number, false));
  }

  PairStory linkCloses(long number) {
    if (number == openLink) {
      nextHeard = NEVER;
    }
    return event(new Event.LinkClosed(number, "closed by the peer"));
  }

  /** The link stays, but nothing comes over it any more. */
  PairStory peerFallsSilent() {
    peerTalks = false;
    return this;
  }

  /** Its next links carry keep-alives again. */
  PairStory peerTalksAgain() {
    peerTalks = true;
    return this;
  }

  PairStory refused() {
    return event(new Event.ConnectFailed(OTHER, true, "connecting to b.test: Connection refused"));
  }

  PairStory connectingTimesOut() {
    return event(new Event.ConnectFailed(OTHER, false, "connecting to b.test: timed out"));
  }

  PairStory noRoute() {
    return event(new Event.ConnectFailed(OTHER, false, "connecting to b.test: No route to host"));
  }

  PairStory wrongKey() {
    return event(
        new Event.HelloFailed(
            OTHER,
            HelloFault.WRONG_KEY,
            HelloOrigin.ADDRESS,
            "192.0.2.2 shows a wrong key or server name"));
  }

  PairStory brokenBeforeHello() {
    return event(
        new Event.HelloFailed(
            OTHER, HelloFault.BROKEN, HelloOrigin.ADDRESS, "closed before its hello"));
  }

  PairStory watchdog() {
    return event(new Event.WatchdogTick());
  }

  PairStory hears(long number) {
    return event(new Event.Heard(number));
  }

  PairStory tick() {
    return event(new Event.Tick());
  }

  /** Someone, or the other server, sets the record. */
  PairStory recordIsSetTo(String value) {
    provider.set(value);
    return this;
  }

  PairStory provider(FakeProvider.Mood mood) {
    provider.mood(mood);
    return this;
  }

  PairStory event(Event event) {
    Deque<Event> events = new ArrayDeque<>(List.of(event));
    for (int steps = 0; !events.isEmpty(); steps++) {
      assertThat(steps).as("calls without a pause").isLessThan(100);
      Event next = events.removeFirst();
      for (Action action : failover.on(next, moment())) {
        does(action, events);
      }
    }
    return this;
  }

  private void does(Action action, Deque<Event> answers) {
    if (action instanceof Action.Log line) {
      log.add((line.warning() ? "WARN " : "INFO ") + words.line(line));
    } else if (action instanceof Action.Notify message) {
      messages.add(message.kind() + " " + words.title(message) + " | " + words.text(message));
      ids.add(message.id());
    } else if (action instanceof Action.ReadRecord read) {
      lastCall = read.number();
      calls.add("read");
      readTimes.add(now);
      provider.answer(action).ifPresent(answers::add);
    } else if (action instanceof Action.WriteRecord write) {
      calls.add("write " + write.value());
      provider.answer(action).ifPresent(answers::add);
    } else if (action instanceof Action.VerifyRecord verify) {
      answers.add(new Event.RecordVerified(verify.number(), 2, List.of(), Duration.ofMinutes(5)));
    } else if (action instanceof Action.Connect) {
      link.add("connect");
      dialTimes.add(now);
    } else if (action instanceof Action.CloseLink close) {
      link.add("close " + close.link());
    } else if (action instanceof Action.SendKeepAlive keepAlive) {
      link.add("keep-alive " + keepAlive.link());
    } else if (!isIntention(action)) {
      throw new AssertionError("no story knows " + action);
    }
  }

  private PairStory liveUntil(Duration end) {
    assertThat(end).as("the story goes forward").isGreaterThanOrEqualTo(now);
    while (true) {
      Duration next = earliest();
      if (next.compareTo(end) > 0) {
        now = end;
        return this;
      }
      now = next.compareTo(now) > 0 ? next : now;
      if (next.equals(nextBeat)) {
        nextBeat = now.plus(BEAT);
        tick();
      } else if (next.equals(nextHeard)) {
        nextHeard = now.plusSeconds(60);
        if (peerTalks) {
          hears(openLink);
        }
      } else if (next.equals(nextKeepAlive)) {
        nextKeepAlive = now.plusSeconds(60);
        event(new Event.KeepAliveDue());
      } else {
        nextWatchdog = now.plus(watchdog);
        watchdog();
      }
    }
  }

  private Duration earliest() {
    return List.of(nextBeat, nextHeard, nextKeepAlive, nextWatchdog).stream()
        .min(Duration::compareTo)
        .orElseThrow();
  }

  /** Something between two steps. */
  PairStory and(Consumer<PairStory> step) {
    step.accept(this);
    return this;
  }

  /** The last read, unanswered so far, is answered after all. */
  PairStory answersOpenCallWith(String value) {
    return event(new Event.RecordRead(lastCall, new RecordSnapshot(value, "source")));
  }

  /** An answer of the wrong kind to the open read. */
  PairStory writeSucceedsWithTheNumberOfTheRead() {
    return event(new Event.RecordWritten(lastCall));
  }

  /** The text of the one message since the last time. */
  PairStory toldExactly(String text) {
    assertThat(messages).singleElement().asString().endsWith("| " + text);
    messages.clear();
    return this;
  }

  /** How many calls and messages since the last time have these words. */
  int countOf(String words) {
    return (int)
        Stream.concat(calls.stream(), messages.stream()).filter(s -> s.contains(words)).count();
  }

  /** What was done to the link since the last time, for the story to look at. */
  List<String> takesDone() {
    List<String> done = List.copyOf(link);
    link.clear();
    return done;
  }

  /** What the administrator was told since the last time, each as the start of kind and title. */
  PairStory told(String... starts) {
    assertThat(messages).as("told by %s", now).hasSize(starts.length);
    for (int i = 0; i < starts.length; i++) {
      assertThat(messages.get(i)).as("told by %s", now).contains(starts[i]);
    }
    messages.clear();
    return this;
  }

  PairStory toldNothing() {
    return told();
  }

  /** The calls to the provider since the last time. */
  PairStory called(String... expected) {
    assertThat(calls).as("calls by %s", now).containsExactly(expected);
    calls.clear();
    return this;
  }

  /** The writes since the last time; the reads don't matter. */
  PairStory wrote(String... values) {
    List<String> writes = calls.stream().filter(call -> call.startsWith("write ")).toList();
    assertThat(writes)
        .as("writes by %s", now)
        .containsExactly(List.of(values).stream().map("write "::concat).toArray(String[]::new));
    calls.clear();
    return this;
  }

  PairStory wroteNothing() {
    return wrote();
  }

  /** What was done to the link since the last time, keep-alives aside. */
  PairStory did(String... expected) {
    link.removeIf(step -> step.startsWith("keep-alive"));
    assertThat(link).as("done to the link by %s", now).containsExactly(expected);
    link.clear();
    return this;
  }

  /** The keep-alives since the last time. */
  PairStory sent(String... expected) {
    assertThat(link.stream().filter(step -> step.startsWith("keep-alive")))
        .as("sent by %s", now)
        .containsExactly(expected);
    link.clear();
    return this;
  }

  /** A line with these words was logged since the last time that a line was asked for. */
  PairStory logged(String words) {
    assertThat(log).as("log by %s", now).anyMatch(line -> line.contains(words));
    log.clear();
    return this;
  }

  /** The log since the last time, line by line. */
  PairStory logsInOrder(String... lines) {
    assertThat(log).as("log by %s", now).containsExactly(lines);
    log.clear();
    return this;
  }

  boolean hasLogged(String words) {
    return log.stream().anyMatch(line -> line.contains(words));
  }

  PairStory didNotLog(String words) {
    assertThat(log).as("log by %s", now).noneMatch(line -> line.contains(words));
    return this;
  }

  PairStory recordHolds(String value) {
    assertThat(provider.value()).as("record at %s", now).isEqualTo(value);
    return this;
  }

  /** Drops what happened so far: the story begins here. */
  PairStory forgetting() {
    calls.clear();
    messages.clear();
    link.clear();
    log.clear();
    readTimes.clear();
    dialTimes.clear();
    return this;
  }

  /** The pauses between the reads so far. */
  List<Duration> pausesBetweenReads() {
    return pauses(readTimes);
  }

  /** The pauses between the attempts to connect so far. */
  List<Duration> pausesBetweenAttempts() {
    return pauses(dialTimes);
  }

  private static List<Duration> pauses(List<Duration> times) {
    List<Duration> pauses = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      pauses.add(times.get(i).minus(times.get(i - 1)));
    }
    return pauses;
  }

  PairFailover failover() {
    return failover;
  }

  private Moment moment() {
    return new Moment(ORIGIN + now.toNanos());
  }

  /** {@code "0.2s"}, {@code "10s"}, {@code "1m30s"}, {@code "2h"}. */
  static Duration duration(String text) {
    return Duration.parse("PT" + text);
  }

  /** What is stored of a message before it is told is a story of its own. */
  private static boolean isIntention(Action action) {
    return action instanceof Action.Intend
        || action instanceof Action.Drop
        || action instanceof Action.Release;
  }
}
