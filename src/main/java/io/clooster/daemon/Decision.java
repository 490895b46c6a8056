// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.Config;
import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.FailoverCore;
import io.clooster.failover.Moment;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.ServerList;
import io.clooster.failover.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.jspecify.annotations.Nullable;

/** The decision with the machine's monotonic clock: what the route {@code failover-decide} asks. */
public final class Decision implements CamelContextAware {
  private final Config config;
  private final LongSupplier nanos;
  private final ServerListFile lists;

  /** For who wants to say what was found at the start; it takes no part in the decision. */
  private final CompletableFuture<RecordSnapshot> firstReading = new CompletableFuture<>();

  private @Nullable FailoverCore failover;

  /** What is to be done about what an earlier run left; goes with the first event. */
  private List<Action> atTheStart = List.of();

  private @Nullable CamelContext context;

  public Decision(Config config) {
    this(config, System::nanoTime);
  }

  Decision(Config config, LongSupplier nanos) {
    this.config = config;
    this.nanos = nanos;
    this.lists = new ServerListFile(config.stateDir());
  }

  /**
   * What is to be done about this event. Nothing from the moment that we stop: our own stop closes
   * the link, which must not look like the peer's death and move the record to a server that ends.
   */
  public List<Action> on(Event event) {
    if (event instanceof Event.RecordRead read) {
      firstReading.complete(read.snapshot());
    }
    if (event instanceof Event.LinkOpened opened) {
      learn(opened.list());
    }
    if (stopping()) {
      return List.of();
    }
    FailoverCore known = failover();
    List<Action> begun = atTheStart;
    atTheStart = List.of();
    List<Action> actions = known.on(event, now());
    return begun.isEmpty() ? actions : Stream.concat(begun.stream(), actions.stream()).toList();
  }

  /** What is to be done about these events, which came in this order. */
  public List<Action> on(List<Event> events) {
    return events.stream().map(this::on).flatMap(List::stream).toList();
  }

  /** What the decision knows; asked where events are taken in. */
  public Status status() {
    return failover().status(now());
  }

  /** What the first look at the record found, as soon as there was one. */
  CompletableFuture<RecordSnapshot> firstReading() {
    return firstReading;
  }

  @Override
  public @Nullable CamelContext getCamelContext() {
    return context;
  }

  @Override
  public void setCamelContext(CamelContext context) {
    this.context = context;
  }

  private boolean stopping() {
    return context != null && (context.isStopping() || context.isStopped());
  }

  /**
   * Its time begins with the first event, or the first question: until all routes run, which may
   * take long on a machine that is busy starting, nobody could be seen. A server that its operator
   * took out of service before it was restarted is out of it from the beginning.
   */
  private FailoverCore failover() {
    FailoverCore known = failover;
    if (known == null) {
      FailoverCore made =
          DecisionSettings.decision(config, listsOfOthers(), now(), new SplittableRandom());
      atTheStart =
          drainedYet().map(left -> made.on(new Event.Drain(left), now())).orElse(List.of());
      failover = made;
      known = made;
    }
    return known;
  }

  /** Not at once: a disk that hangs must not hold a decision up. */
  private void learn(@Nullable ServerList list) {
    if (list != null) {
      CompletableFuture.runAsync(() -> lists.keep(list));
    }
  }

  /** The lists that are known from before; ours is known to the next start. */
  private List<ServerList> listsOfOthers() {
    if (config.protocol() == 1) {
      return List.of();
    }
    lists.keep(
        new ServerList(
            config.serversVersion(), config.servers().stream().map(Config.Server::name).toList()));
    return lists.others(config.serversVersion());
  }

  /** Protocol 1 has no word for it. */
  private Optional<Duration> drainedYet() {
    return config.protocol() == 1
        ? Optional.empty()
        : new DrainFile(config.stateDir()).left(Instant.now());
  }

  private Moment now() {
    return new Moment(nanos.getAsLong());
  }
}
