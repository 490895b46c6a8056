// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.protocol1.PairFailover;
import io.clooster.failover.protocol1.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * One server in a world where the peer dies, freezes and returns, the provider is slow, fails and
 * lies, and this server itself stands still; all by a list of {@link Blow}s. What must never happen
 * is asserted at every step.
 */
final class World {
  static final String HAND = "hand.test";

  private static final long BEAT = Duration.ofMillis(200).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** What befalls the world after some milliseconds; {@code amount} is its length, 0 to 1000. */
  record Blow(int after, Kind kind, int amount) {
    enum Kind {
      PEER_DIES,
      PEER_VANISHES,
      PEER_LIVES,
      CONNECTION_BREAKS,
      WRONG_KEY,
      STANDSTILL,
      API_WORKS,
      API_FAILS,
      API_SILENT,
      API_FAILS_TO_WRITE,
      API_SLOW
    }
  }

  private enum Peer {
    ALIVE,
    DEAD,
    VANISHED
  }

  private record Due(long at, long order, Runnable what) {}

  private final Settings settings;
  private final SplittableRandom dice;
  private final PairFailover failover;
  private final PriorityQueue<Due> dues =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  final List<String> history = new ArrayList<>();
  final List<Action.Notify> messages = new ArrayList<>();

  String record;
  int downs;
  private long now;
  private long orders;
  private long links;
  private long link;
  boolean everSeen;
  private boolean wasDown;
  private long lastCall;
  private boolean answered;
  private long askedAt;
  private long lostAt;
  private Peer peer = Peer.ALIVE;
  private Blow.Kind api = Blow.Kind.API_WORKS;
  private long latency = BEAT / 10;

  World(Settings settings, long seed) {
    this.settings = settings;
    this.record = settings.preferredValue();
    this.dice = new SplittableRandom(seed);
    this.failover = new PairFailover(settings, new Moment(0), new SplittableRandom(seed));
    every(BEAT, new Event.Tick());
    every(120 * SECOND, new Event.WatchdogTick());
    every(60 * SECOND, new Event.KeepAliveDue());
    every(60 * SECOND, null);
    peerDials();
  }

  void befalls(Blow blow) {
    live(blow.after() * SECOND / 1000);
    switch (blow.kind()) {
      case PEER_DIES -> {
        peer = Peer.DEAD;
        linkEnds();
      }
      case PEER_VANISHES -> peer = Peer.VANISHED;
      case PEER_LIVES -> {
        peer = Peer.ALIVE;
        peerDials();
      }
      case CONNECTION_BREAKS -> linkEnds();
      case WRONG_KEY ->
          feed(
              new Event.HelloFailed(
                  PairStory.OTHER, HelloFault.WRONG_KEY, HelloOrigin.ADDRESS, "wrong key"));
      case STANDSTILL -> now += blow.amount() * 200L * SECOND / 1000;
      case API_SLOW -> latency = blow.amount() * 20L * SECOND / 1000;
      default -> api = blow.kind();
    }
  }

  /** The storm is over: the peer lives or is dead, the provider works; time passes. */
  void calm(boolean peerLives, Duration time) {
    befalls(new Blow(0, Blow.Kind.API_WORKS, 0));
    latency = BEAT / 10;
    befalls(new Blow(0, peerLives ? Blow.Kind.PEER_LIVES : Blow.Kind.PEER_DIES, 0));
    live(time.toNanos());
  }

  boolean linked() {
    return link != 0;
  }

  PairFailover failover() {
    return failover;
  }

  private void live(long nanos) {
    long end = now + nanos;
    for (Due due = dues.peek(); due != null && due.at() <= end; due = dues.peek()) {
      dues.remove();
      now = Math.max(now, due.at());
      due.what().run();
    }
    now = Math.max(now, end);
  }

  private void after(long delay, Runnable what) {
    dues.add(new Due(now + delay, orders++, what));
  }

  /** Feeds this event again and again; null stands for the peer's keep-alive. */
  private void every(long period, Event event) {
    after(
        period,
        () -> {
          if (event != null) {
            feed(event);
          } else if (link != 0 && peer == Peer.ALIVE) {
            feed(new Event.Heard(link));
          }
          every(period, event);
        });
  }

  private void linkEnds() {
    if (link != 0) {
      long ended = link;
      link = 0;
      feed(new Event.LinkClosed(ended, "reset"));
      peerDials();
    }
  }

  /** Where we listen, a living peer connects within a second. */
  private void peerDials() {
    if (!settings.connects()) {
      after(dice.nextLong(SECOND), this::connected);
    }
  }

  private void connected() {
    if (peer == Peer.ALIVE && (link == 0 || dice.nextInt(10) == 0)) {
      link = ++links;
      everSeen = true;
      wasDown = false;
      feed(new Event.LinkOpened(PairStory.OTHER, link, false));
    }
  }

  private void dials() {
    switch (peer) {
      case ALIVE -> after(dice.nextLong(SECOND / 10), this::connected);
      case DEAD ->
          after(
              dice.nextLong(SECOND / 10),
              () -> feed(new Event.ConnectFailed(PairStory.OTHER, true, "refused")));
      case VANISHED ->
          after(
              5 * SECOND, () -> feed(new Event.ConnectFailed(PairStory.OTHER, false, "timed out")));
    }
  }

  private void feed(Event event) {
    history.add(now + " " + event);
    if (event instanceof Event.LinkClosed) {
      lostAt = now;
    }
    answered |= event instanceof Event.RecordRead read && read.number() == lastCall;
    List<Action> actions = failover.on(event, new Moment(now));
    actions.forEach(this::notesADeath);
    for (Action action : actions) {
      history.add("    " + action);
      does(action, event);
    }
  }

  private void does(Action action, Event event) {
    if (action instanceof Action.ReadRecord read) {
      asks(read.number());
      calls(
          read.number(), () -> new Event.RecordRead(read.number(), new RecordSnapshot(record, "")));
    } else if (action instanceof Action.WriteRecord write) {
      neverMovesTheWrongWay(write.value());
      onlyTheAnswerToTheLastQuestionCounts(event);
      asks(write.number());
      writes(write);
    } else if (action instanceof Action.Connect) {
      dials();
    } else if (action instanceof Action.CloseLink close) {
      if (close.link() == link) {
        link = 0;
        lostAt = now;
        peerDials();
      }
    } else if (action instanceof Action.Notify message) {
      messages.add(message);
    }
  }

  /** Logged after what it leads to, but found before. */
  private void notesADeath(Action action) {
    if (action instanceof Action.Log line && line.kind().equals("peer-down")) {
      downs++;
      wasDown = true;
    }
  }

  private void neverMovesTheWrongWay(String value) {
    boolean preferred = value.equals(settings.preferredValue());
    boolean own = value.equals(settings.ownValue());
    assertThat(preferred || own).as("only values that are ours to write").isTrue();
    if (!preferred) {
      assertThat(linked()).as("the peer is linked, and we take the record").isFalse();
      assertThat(wasDown).as("the peer was found dead before").isTrue();
    } else if (!own) {
      assertThat(linked()).as("the record is for a peer that is there").isTrue();
    }
  }

  private void asks(long number) {
    lastCall = number;
    askedAt = now;
    answered = false;
  }

  /** It comes right now, or came less than a second ago to what was asked since the link ended. */
  private void onlyTheAnswerToTheLastQuestionCounts(Event event) {
    assertThat(answered).as("the last question is a read, and answered").isTrue();
    if (!(event instanceof Event.RecordRead read && read.number() == lastCall)) {
      assertThat(askedAt).isGreaterThanOrEqualTo(lostAt).isGreaterThan(now - SECOND);
    }
  }

  private void calls(long number, java.util.function.Supplier<Event> answer) {
    switch (api) {
      case API_SILENT -> {}
      case API_FAILS -> after(latency, () -> feed(failure(number)));
      default -> after(latency / 2, () -> answers(answer.get()));
    }
  }

  private void answers(Event answer) {
    after(latency / 2, () -> feed(answer));
  }

  private void writes(Action.WriteRecord write) {
    long landsAfter = latency + dice.nextLong(30 * SECOND);
    switch (api) {
      case API_WORKS -> {
        after(latency / 2, () -> record = write.value());
        after(latency, () -> feed(new Event.RecordWritten(write.number())));
      }
      case API_SILENT -> maybe(() -> after(landsAfter, () -> record = write.value()));
      default -> {
        after(latency, () -> feed(failure(write.number())));
        maybe(() -> after(landsAfter, () -> record = write.value()));
      }
    }
  }

  private void maybe(Runnable what) {
    if (dice.nextBoolean()) {
      what.run();
    }
  }

  private static Event failure(long number) {
    return new Event.RecordFailed(number, "HTTP 500", Duration.ZERO);
  }
}
