// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.message.Words;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One server of a group, told as a story: {@code at("10s").silent("a").wrote("b")}. Between the
 * steps time passes as in production: a beat every 200 ms, and every second a report each way. The
 * others say of themselves what the story lets them: at first that they are well, see everybody
 * that this server is linked to, and that {@code a} holds the record.
 */
final class GroupStory {
  private static final Duration BEAT = Duration.ofMillis(200);

  /** Just before the clock's number turns negative: no story may notice. */
  private static final long ORIGIN = Long.MAX_VALUE - Duration.ofSeconds(20).toNanos();

  final FakeProvider provider = new FakeProvider("a");
  private final GroupSettings settings;
  private final GroupFailover failover;
  private final Words words;
  private final Map<String, Peer> peers = new TreeMap<>();
  private final List<String> calls = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private final List<String> incidents = new ArrayList<>();
  private final List<String> hooks = new ArrayList<>();
  private final List<String> link = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final List<String> orders = new ArrayList<>();
  private String passedOrder = "";
  private final Set<String> said = new HashSet<>();
  private Report lastReport;
  private Duration now = Duration.ZERO;
  private long links;
  private boolean beforeActiveFails;

  /** What another server says of itself. */
  private static final class Peer {
    long link;
    boolean talks = true;
    boolean eligible = true;
    boolean drained;
    boolean observing;
    HoldOrder hold;
    String holder = "a";
    boolean behind;
    long remembers;
    final Set<String> blind = new HashSet<>();
    List<String> told = List.of();
    ServerList list;
    Set<String> unlisted = Set.of();
    long sequence;
  }

  private GroupStory(GroupSettings settings) {
    this.settings = settings;
    this.words = Words.of(settings.thisServer(), settings.record());
    this.failover = new GroupFailover(settings, new Moment(ORIGIN), new SplittableRandom(42));
    for (GroupSettings.Server server : settings.servers()) {
      if (!server.name().equals(settings.thisServer())) {
        peers.put(server.name(), new Peer());
      }
    }
  }

  /** The story of {@code me} in a group of these servers, from the very start. */
  static GroupStory starts(String me, String... servers) {
    return new GroupStory(settings(me, Duration.ofSeconds(2), true, servers));
  }

  static GroupStory starts(GroupSettings settings) {
    return new GroupStory(settings);
  }

  static GroupSettings settings(String me, Duration confirm, boolean failback, String... servers) {
    return GroupSettingsWith.usual(
            me, Arrays.stream(servers).map(name -> new GroupSettings.Server(name, true)).toList())
        .confirm(confirm)
        .failback(failback)
        .settings();
  }

  /** The same with a claim beside the record. */
  static GroupSettings claiming(GroupSettings right, boolean restore) {
    return GroupSettingsWith.same(right).claim(true).restore(restore).settings();
  }

  /** The claim names {@code a}, epoch 7. */
  GroupStory claimIsOf(String holder, long epoch) {
    provider.claim(new Claim(epoch, holder, Duration.ofSeconds(60)));
    return this;
  }

  /** The claim names {@code holder}, whom an operator has chosen. */
  GroupStory pinnedClaimOf(String holder, long epoch) {
    provider.claim(new Claim(epoch, holder, Duration.ofSeconds(60), Duration.ZERO, true));
    return this;
  }

  /** A holder that we don't see renews its claim. */
  GroupStory renews(String holder, int renew) {
    provider.claim(new Claim(epoch() + 1, holder, Duration.ofSeconds(renew)));
    return this;
  }

  GroupStory claimNames(String holder, long epoch) {
    Claim claim = provider.claim();
    assertThat(claim).as("claim at %s, log %s", now, log).isNotNull();
    assertThat(claim.holder() + " " + claim.epoch())
        .as("claim at %s, log %s", now, log)
        .isEqualTo(holder + " " + epoch);
    return this;
  }

  GroupStory claimPromises(int renew) {
    assertThat(provider.claim().renew()).as("at %s", now).isEqualTo(Duration.ofSeconds(renew));
    return this;
  }

  /** How often the provider was asked or told something since the last time. */
  int calls() {
    int count = calls.size();
    calls.clear();
    return count;
  }

  /** The same from peace: all linked for more than a minute, and {@code a} holds the record. */
  static GroupStory atPeace(String me, String... servers) {
    return starts(me, servers).peace();
  }

  /** What the decision knows now. */
  Status status() {
    return failover.status(new Moment(ORIGIN + now.toNanos()));
  }

  GroupStory peace() {
    peers.keySet().forEach(this::links);
    return after("62s").forgetting();
  }

  GroupStory links(String name) {
    peer(name).link = ++links;
    event(
        new Event.LinkOpened(
            name, peer(name).link, settings.connectsTo(server(name)), peer(name).list));
    return reports(name);
  }

  /** This server has a list of another version, from its next link on. */
  GroupStory has(String name, long version, String... servers) {
    peer(name).list = new ServerList(version, List.of(servers));
    return this;
  }

  /** This server has our list, from its next link on. */
  GroupStory hasOurList(String name) {
    peer(name).list = null;
    return this;
  }

  /** A server that this one is linked with does not list these. */
  GroupStory tellsUnlisted(String name, String... servers) {
    peer(name).unlisted = Set.of(servers);
    return reports(name);
  }

  /** The claim names {@code holder}, and was written by a list of this version. */
  GroupStory claimIsOf(String holder, long epoch, long version) {
    provider.claim(
        new Claim(epoch, holder, Duration.ofSeconds(60), Duration.ZERO, false, null, version));
    return this;
  }

  GroupStory claimIsOfList(long version) {
    assertThat(provider.claim().serversVersion()).as("at %s, log %s", now, log).isEqualTo(version);
    return this;
  }

  /** A second connection with a linked server. */
  GroupStory linksAgain(String name, boolean dialled) {
    return event(new Event.LinkOpened(name, ++links, dialled));
  }

  GroupStory closes(String name) {
    long number = peer(name).link;
    peer(name).link = 0;
    return event(new Event.LinkClosed(number, "closed by the peer"));
  }

  GroupStory refused(String name) {
    return event(new Event.ConnectFailed(name, true, "connection refused"));
  }

  GroupStory timesOut(String name) {
    return event(new Event.ConnectFailed(name, false, "no answer in time"));
  }

  /** Somebody on its port accepts our connection. */
  GroupStory accepted(String name) {
    return event(new Event.ConnectAccepted(name));
  }

  GroupStory fault(String name, HelloFault fault) {
    return fault(name, fault, HelloOrigin.DIALLED);
  }

  GroupStory fault(String name, HelloFault fault, HelloOrigin origin) {
    return event(new Event.HelloFailed(name, fault, origin, "what differs"));
  }

  /** It crashes: its link is closed, and nobody listens there any more. */
  GroupStory crashes(String name) {
    return closes(name).refused(name);
  }

  GroupStory silent(String... names) {
    List.of(names).forEach(name -> peer(name).talks = false);
    return this;
  }

  GroupStory talks(String name) {
    peer(name).talks = true;
    return this;
  }

  GroupStory leaves(String name, String backWithin) {
    return event(
        new Event.Leaving(peer(name).link, "it was stopped", PairStory.duration(backWithin)));
  }

  /** From now on {@code name} does not see {@code other} any more, and says so at once. */
  GroupStory doesNotSee(String name, String other) {
    peer(name).blind.add(other);
    return reports(name);
  }

  GroupStory sees(String name, String other) {
    peer(name).blind.remove(other);
    return reports(name);
  }

  GroupStory ill(String name) {
    peer(name).eligible = false;
    return reports(name);
  }

  GroupStory well(String name) {
    peer(name).eligible = true;
    return reports(name);
  }

  /** The operator of {@code name} takes it out of service. */
  GroupStory drains(String name) {
    peer(name).drained = true;
    return reports(name);
  }

  /** {@code name} changes nothing, and only says what it would do. */
  GroupStory observes(String name) {
    peer(name).observing = true;
    return reports(name);
  }

  /** The operator of {@code name} puts it into service again. */
  GroupStory resumes(String name) {
    peer(name).drained = false;
    return reports(name);
  }

  /** Our operator takes us out of service, for so long; "0s" for until we resume. */
  GroupStory drain(String lasts) {
    return event(new Event.Drain(PairStory.duration(lasts)));
  }

  /** Our operator puts us into service again. */
  GroupStory resume() {
    return event(new Event.Resume());
  }

  /** Our operator wants nothing to be moved for so long; "0s" ends that. */
  GroupStory hold(String lasts) {
    return event(new Event.Hold(PairStory.duration(lasts)));
  }

  /** From now on {@code name} tells of this order. */
  GroupStory tellsOfHold(String name, long number, String left) {
    peer(name).hold = new HoldOrder(number, PairStory.duration(left));
    return reports(name);
  }

  /** The claim that stands there tells of this order. */
  GroupStory claimHolds(long number, String left) {
    Claim claim = provider.claim();
    provider.claim(
        new Claim(
            claim.epoch() + 1,
            claim.holder(),
            claim.renew(),
            claim.retry(),
            claim.pinned(),
            new HoldOrder(number, PairStory.duration(left))));
    return this;
  }

  /** Our operator wants {@code target} to hold the record; nobody in particular for "". */
  GroupStory switchTo(String target) {
    return event(new Event.SwitchOrder("order-" + now, target));
  }

  /** The operator of {@code from} wants that of us, who hold it. */
  GroupStory passesOrder(String from, String target) {
    return event(new Event.OrderPassed(peer(from).link, "theirs-" + now, target));
  }

  /** The holder that our order was passed on to answers it. */
  GroupStory answersOrder(String name, OrderRefusal refusal) {
    String order = passedOrder;
    return event(new Event.OrderAnswered(peer(name).link, order, refusal));
  }

  /** What became of the orders since the last time: who says so, and why not, or null. */
  GroupStory ordersEnded(String... words) {
    assertThat(orders).as("orders by %s, log %s", now, log).containsExactly(words);
    orders.clear();
    return this;
  }

  /** The claim that stands there says whether an operator has chosen its holder. */
  GroupStory claimIsPinned(boolean pinned) {
    assertThat(provider.claim().pinned()).as("at %s, log %s", now, log).isEqualTo(pinned);
    return this;
  }

  /** From now on {@code name} says that {@code holder} holds the record. */
  GroupStory believes(String name, String holder) {
    peer(name).holder = holder;
    return reports(name);
  }

  /** From now on {@code name} tells what it believed before it read the claim. */
  GroupStory hasNotReadTheClaim(String name) {
    peer(name).behind = true;
    return this;
  }

  /** From now on {@code name} tells of a claim of this epoch, which it read once. */
  GroupStory remembers(String name, long epoch) {
    peer(name).remembers = epoch;
    return this;
  }

  /** A server moves the record, and says so. */
  GroupStory takes(String name) {
    provider.set(name);
    return believes(name, name);
  }

  /** From now on {@code name} says that these deaths are told. */
  GroupStory hasTold(String name, String... deaths) {
    peer(name).told = List.of(deaths);
    return reports(name);
  }

  /** A notifier took our message about this death. */
  GroupStory delivered(String death) {
    return event(new Event.Delivered(death));
  }

  GroupStory ownHealth(boolean healthy) {
    return event(new Event.OwnHealth(healthy, "check=http fails"));
  }

  GroupStory recordIsSetTo(String value) {
    provider.set(value);
    return this;
  }

  GroupStory standsStill(String time) {
    now = now.plus(PairStory.duration(time));
    return this;
  }

  GroupStory after(String time) {
    Duration end = now.plus(PairStory.duration(time));
    while (now.plus(BEAT).compareTo(end) <= 0) {
      now = now.plus(BEAT.minusNanos(now.toNanos() % BEAT.toNanos()));
      if (now.toMillis() % 1000 == 400) {
        peers.keySet().forEach(this::reports);
      }
      if (now.toMillis() % 1000 == 600) {
        event(new Event.KeepAliveDue());
      }
      event(new Event.Tick());
    }
    now = end;
    return this;
  }

  private GroupStory reports(String name) {
    Peer peer = peer(name);
    if (peer.link != 0 && peer.talks) {
      Set<String> sees = new HashSet<>(Set.of(settings.thisServer()));
      peers.forEach(
          (other, state) -> {
            if (!other.equals(name) && !peer.blind.contains(other)) {
              sees.add(other);
            }
          });
      Report report =
          new Report(
              ++peer.sequence,
              peer.eligible && !peer.drained,
              sees,
              peer.holder,
              peer.behind ? 0 : Math.max(epoch(), peer.remembers),
              peer.behind || peer.remembers > epoch() ? "" : provider.reference(),
              "",
              peer.told,
              peer.drained,
              peer.hold,
              peer.observing,
              peer.unlisted);
      event(new Event.Reported(peer.link, report));
    }
    return this;
  }

  private long epoch() {
    Claim claim = provider.claim();
    return claim == null ? 0 : claim.epoch();
  }

  GroupStory event(Event event) {
    Deque<Event> events = new ArrayDeque<>(List.of(event));
    for (int steps = 0; !events.isEmpty(); steps++) {
      assertThat(steps).as("calls without a pause").isLessThan(100);
      for (Action action : failover.on(events.removeFirst(), new Moment(ORIGIN + now.toNanos()))) {
        does(action, events);
      }
    }
    return this;
  }

  private void does(Action action, Deque<Event> answers) {
    if (action instanceof Action.Log line) {
      log.add(words.line(line));
    } else if (action instanceof Action.Notify message) {
      incidents.add(message.kind() + " " + message.incident());
      messages.add(message.kind() + " " + words.title(message) + " | " + words.text(message));
    } else if (action instanceof Action.ReadRecord) {
      calls.add("read");
      provider.answer(action).ifPresent(answers::add);
    } else if (action instanceof Action.WriteRecord write) {
      boolean claimOnly = write.claim() != null && write.value().equals(write.snapshot().value());
      if (beforeActiveFails && write.makesHolder(settings.thisServer())) {
        calls.add("before_active");
        answers.add(new Event.BeforeActiveFailed(write.number(), "exit status 1"));
        return;
      }
      calls.add((claimOnly ? "claim " + write.claim().holder() : "write " + write.value()));
      provider.answer(action).ifPresent(answers::add);
    } else if (action instanceof Action.Connect connect) {
      link.add("connect " + connect.peer());
    } else if (action instanceof Action.CloseLink close) {
      link.add("close " + close.link());
      peers.values().stream().filter(p -> p.link == close.link()).forEach(p -> p.link = 0);
    } else if (action instanceof Action.SendReport send) {
      lastReport = send.report();
      said.add(String.valueOf(lastReport.holder()));
    } else if (action instanceof Action.SendLeave leave) {
      link.add("leave " + leave.link() + " " + leave.reason());
    } else if (action instanceof Action.VerifyRecord verify) {
      calls.add("verify " + verify.value());
      answers.add(new Event.RecordVerified(verify.number(), 2, List.of(), Duration.ofMinutes(5)));
    } else if (action instanceof Action.RunHook hook) {
      hooks.add(
          String.join(" ", hook.hook().word(), "" + hook.epoch(), hook.holder(), hook.previous()));
    } else if (action instanceof Action.SendOrder order) {
      passedOrder = order.order();
      link.add("order " + order.link() + " " + order.target());
    } else if (action instanceof Action.SendOrderAnswer answer) {
      orders.add("to " + answer.link() + ": " + answer.refusal());
    } else if (action instanceof Action.AnswerOrder answer) {
      orders.add(answer.by() + ": " + answer.refusal());
    } else if (!isIntention(action)) {
      throw new AssertionError("no story knows " + action);
    }
  }

  GroupStory recordHolds(String value) {
    assertThat(provider.value()).as("record at %s", now).isEqualTo(value);
    return this;
  }

  /** The writes since the last time. */
  GroupStory wrote(String... values) {
    List<String> writes = calls.stream().filter(call -> call.startsWith("write ")).toList();
    assertThat(writes)
        .as("writes by %s, log %s", now, log)
        .containsExactly(Arrays.stream(values).map("write "::concat).toArray(String[]::new));
    calls.clear();
    return this;
  }

  GroupStory wroteNothing() {
    return wrote();
  }

  /** What the administrator was told since the last time: kind, words of title or text. */
  GroupStory told(String... words) {
    assertThat(messages).as("told by %s, log %s", now, log).hasSize(words.length);
    for (int i = 0; i < words.length; i++) {
      assertThat(messages.get(i)).as("told by %s", now).contains(words[i]);
    }
    messages.clear();
    return this;
  }

  /** The programs that were to run since the last time: hook, epoch, holder, previous holder. */
  GroupStory ran(String... words) {
    assertThat(hooks).as("run by %s, log %s", now, log).containsExactly(words);
    hooks.clear();
    return this;
  }

  /** What has to be done before this server is made the holder fails from now on, or works. */
  GroupStory beforeActiveFails(boolean fails) {
    beforeActiveFails = fails;
    return this;
  }

  /** The messages since the last time. */
  List<String> messages() {
    return List.copyOf(messages);
  }

  /** The kind of each message since the start, and the death that it is about. */
  List<String> incidents() {
    return List.copyOf(incidents);
  }

  GroupStory toldNothing() {
    return told();
  }

  GroupStory did(String... expected) {
    assertThat(link).as("done to links by %s", now).containsExactly(expected);
    link.clear();
    return this;
  }

  GroupStory logged(String words) {
    assertThat(log).as("log by %s", now).anyMatch(line -> line.contains(words));
    log.clear();
    return this;
  }

  GroupStory didNotLog(String words) {
    assertThat(log).as("log by %s", now).noneMatch(line -> line.contains(words));
    return this;
  }

  boolean hasLogged(String words) {
    return log.stream().anyMatch(line -> line.contains(words));
  }

  int countLogged(String words) {
    return (int) log.stream().filter(line -> line.contains(words)).count();
  }

  /** What this server last told of itself. */
  Report lastReport() {
    return lastReport;
  }

  /** It did not tell anybody that {@code holder} holds the record since it was last forgotten. */
  GroupStory didNotSay(String holder) {
    assertThat(said).as("holders told of by %s, log %s", now, log).doesNotContain(holder);
    return this;
  }

  GroupStory forgetting() {
    said.clear();
    calls.clear();
    hooks.clear();
    messages.clear();
    link.clear();
    log.clear();
    return this;
  }

  private Peer peer(String name) {
    return peers.get(name);
  }

  private GroupSettings.Server server(String name) {
    return settings.servers().get(settings.rank(name));
  }

  /** What is stored of a message before it is told is a story of its own. */
  private static boolean isIntention(Action action) {
    return action instanceof Action.Intend
        || action instanceof Action.Drop
        || action instanceof Action.Release;
  }
}
