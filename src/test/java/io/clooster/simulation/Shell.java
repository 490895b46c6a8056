// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.message.Message;
import io.clooster.message.Words;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the routes do, in one table: each action that the decision may want, and how it is done. A
 * test holds it against the actions that there are and against routes/failover.camel.yaml.
 */
final class Shell {
  /** The shell's deadline for one call. */
  private static final long ANSWER_WITHIN = 10 * Clock.SECOND;

  /** So long the shell asks for the new value. */
  private static final long VERIFY_WITHIN = 60 * Clock.SECOND;

  private static final long FIRST_RETRY = Clock.SECOND;
  private static final long LONGEST_RETRY = 300 * Clock.SECOND;

  private final Map<Class<? extends Action>, Consumer<Action>> table = new HashMap<>();
  private final Simulation simulation;
  private final SimulatedDaemon daemon;
  private final Words words;
  private final Calls reads = new Calls();
  private final Calls writes = new Calls();
  private boolean delivering;

  Shell(Simulation simulation, SimulatedDaemon daemon, SimulatedLinks links) {
    this.simulation = simulation;
    this.daemon = daemon;
    this.words = Words.of(daemon.machine().name(), Setup.RECORD);
    does(Action.ReadRecord.class, this::read);
    does(Action.WriteRecord.class, this::write);
    does(Action.VerifyRecord.class, this::verify);
    does(Action.Notify.class, this::tell);
    does(Action.Intend.class, this::intend);
    does(Action.Release.class, this::release);
    does(Action.Drop.class, drop -> daemon.machine().outbox().drop(drop.id()));
    does(Action.Log.class, line -> simulation.chronicle.logged(daemon.machine(), line));
    does(Action.RunHook.class, hook -> simulation.referee.hooks().runs(daemon, hook));
    does(Action.Connect.class, connect -> links.dial(connect.peer()));
    does(Action.CloseLink.class, close -> links.close(close.link()));
    does(Action.SendKeepAlive.class, alive -> links.send(alive.link(), new Segment.Name()));
    does(
        Action.SendReport.class,
        sent -> links.send(sent.link(), new Segment.KeepAlive(sent.report())));
    does(
        Action.SendLeave.class,
        sent -> links.send(sent.link(), new Segment.Leave(sent.reason(), sent.backWithin())));
    does(
        Action.SendOrder.class,
        sent -> links.send(sent.link(), new Segment.Order(sent.order(), sent.target())));
    does(
        Action.SendOrderAnswer.class,
        sent -> links.send(sent.link(), new Segment.Answer(sent.order(), sent.refusal())));
    does(
        Action.AnswerOrder.class, answer -> simulation.referee.switches().answered(daemon, answer));
  }

  /** The messages of an earlier run that are still on the disk are delivered. */
  void starts() {
    daemon.machine().outbox().intentions().forEach(this::found);
    deliver();
  }

  void does(Action action) {
    Consumer<Action> handler = table.get(action.getClass());
    if (handler == null) {
      throw new IllegalStateException("The simulator does nothing for the action " + action);
    }
    handler.accept(action);
  }

  Map<Class<? extends Action>, Consumer<Action>> table() {
    return table;
  }

  private <A extends Action> void does(Class<A> kind, Consumer<A> handler) {
    table.put(kind, action -> handler.accept(kind.cast(action)));
  }

  private void read(Action.ReadRecord read) {
    long number = read.number();
    call(
        reads,
        number,
        () -> new Event.RecordRead(number, simulation.api.lists().read(number, read.reference())));
  }

  private void write(Action.WriteRecord write) {
    simulation.chronicle.writes(daemon.machine(), write);
    if (simulation.setup.hooks() && write.makesHolder(daemon.machine().name())) {
      prepare(write);
    } else {
      send(write);
    }
  }

  /** Where the provider knows no condition, the routes look once more, and then write. */
  private void send(Action.WriteRecord write) {
    if (!simulation.setup.claims().overwrites()) {
      call(writes, write.number(), () -> lands(write));
      return;
    }
    daemon.later(
        daemon.dice().nextLong(20 * Clock.MILLI, 300 * Clock.MILLI),
        () -> {
          if (simulation.api.zone().isOutdated(write)) {
            answered(new Event.RecordConflict(write.number()));
          } else {
            call(writes, write.number(), () -> lands(write));
          }
        });
  }

  /** What has to be done before this server is made the holder. */
  private void prepare(Action.WriteRecord write) {
    simulation.referee.hooks().takes(daemon);
    boolean fails = daemon.machine().hooks().fails();
    daemon.later(
        daemon.machine().hooks().takes(daemon.dice()),
        () -> {
          if (!fails) {
            send(write);
            return;
          }
          Event event = new Event.BeforeActiveFailed(write.number(), "exit status 1");
          simulation.chronicle.answered(daemon.machine(), event);
          simulation.referee.hooks().failed(daemon);
          daemon.feed(event);
        });
  }

  private Event lands(Action.WriteRecord write) {
    long number = write.number();
    simulation.referee.budget().arrives();
    if (simulation.api.isReadOnly()) {
      return new Event.RecordRefused(number, "the token may not write", Duration.ZERO);
    }
    boolean named = simulation.setup.claims().named();
    if (simulation.referee.lands(daemon, write)) {
      boolean always = simulation.plan.makesListsLie();
      boolean shows = named && (daemon.dice().nextInt(10) > 0 || always);
      return new Event.RecordWritten(
          number, shows ? simulation.api.lists().after(number, write.claim()) : null);
    }
    // By the code that says so, or by any other one.
    return named && daemon.dice().nextBoolean()
        ? new Event.RecordRefused(number, "the batch failed", Duration.ZERO)
        : new Event.RecordConflict(number);
  }

  /** Most zones give a new value within some seconds; now and then one server of two does not. */
  private void verify(Action.VerifyRecord order) {
    boolean late = daemon.dice().nextInt(20) == 0;
    Event answer =
        new Event.RecordVerified(
            order.number(),
            2,
            late ? List.of("ns2.example.net (192.0.2.2): no answer") : List.of(),
            Duration.ofMinutes(5));
    daemon.later(
        late ? VERIFY_WITHIN : daemon.dice().nextLong(20 * Clock.MILLI, 10 * Clock.SECOND),
        () -> answered(answer));
  }

  private void answered(Event event) {
    simulation.chronicle.answered(daemon.machine(), event);
    daemon.feed(event);
  }

  /** One call, which leaves when there is room and the process gets to it. */
  private void call(Calls calls, long number, DnsApi.Transaction effect) {
    daemon.later(
        daemon.dice().nextLong(3 * Clock.MILLI),
        () -> calls.add(() -> leaves(calls, number, effect)));
  }

  private void leaves(Calls calls, long number, DnsApi.Transaction effect) {
    boolean[] answered = {false};
    Consumer<Event> answer =
        event -> {
          if (!answered[0]) {
            answered[0] = true;
            calls.over();
            answered(event);
          }
        };
    DnsApi.Failure failure =
        (reason, wait) -> new Event.RecordFailed(number, "the DNS provider: " + reason, wait);
    simulation.api.call(
        daemon.machine().index(),
        effect,
        failure,
        event -> daemon.work(() -> answer.accept(event)));
    daemon.later(
        ANSWER_WITHIN, () -> answer.accept(failure.as("no answer within 10 s", Duration.ZERO)));
  }

  private void tell(Action.Notify message) {
    simulation.referee.tells(daemon, message);
    SimulatedMessage letter = letter(message);
    daemon.later(daemon.dice().nextLong(3 * Clock.MILLI), () -> post(letter));
  }

  private SimulatedMessage letter(Action.Notify message) {
    Message worded = words.of(message);
    return new SimulatedMessage(
        daemon.run(),
        message.id(),
        message.kind(),
        message.incident(),
        worded.title(),
        worded.text());
  }

  private void post(SimulatedMessage letter) {
    daemon.machine().outbox().add(letter);
    simulation.referee.wrote(letter);
    simulation.chronicle.told(daemon.machine(), letter);
    deliver();
  }

  /** Before the write that follows it leaves. */
  private void intend(Action.Intend order) {
    SimulatedMessage letter = letter(order.message());
    daemon
        .machine()
        .outbox()
        .intend(new SimulatedOutbox.Intention(letter, order.epoch(), order.value()));
  }

  private void release(Action.Release order) {
    SimulatedMessage letter = daemon.machine().outbox().drop(order.id());
    if (letter != null) {
      post(letter);
    }
  }

  private void found(SimulatedOutbox.Intention left) {
    Event event = new Event.Intended(left.letter().id(), left.epoch(), left.value());
    daemon.later(Clock.MILLI, () -> daemon.feed(event));
  }

  private void deliver() {
    if (!delivering && !daemon.machine().outbox().letters().isEmpty()) {
      delivering = true;
      deliver(FIRST_RETRY);
    }
  }

  private void delivered(SimulatedMessage letter) {
    simulation.administrator.receives(letter);
    simulation.obituaries.delivers(daemon, letter);
    if (!letter.incident().isEmpty()) {
      daemon.later(
          daemon.dice().nextLong(3 * Clock.MILLI),
          () -> daemon.feed(new Event.Delivered(letter.incident())));
    }
  }

  private void deliver(long retry) {
    daemon.later(
        daemon.dice().nextLong(50 * Clock.MILLI, 500 * Clock.MILLI),
        () -> {
          if (!simulation.administrator.isReachable()) {
            daemon.later(retry, () -> deliver(Math.min(2 * retry, LONGEST_RETRY)));
            return;
          }
          delivered(daemon.machine().outbox().letters().remove());
          delivering = false;
          deliver();
        });
  }
}
