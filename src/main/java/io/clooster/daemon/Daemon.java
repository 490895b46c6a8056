// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.Config;
import io.clooster.config.Problem;
import io.clooster.failover.RecordSnapshot;
import io.clooster.link.Links;
import io.clooster.routes.CloserLook;
import io.clooster.routes.OwnRoutes;
import io.clooster.routes.RouteSources;
import io.clooster.routes.reload.RouteReload;
import io.clooster.systemd.ServiceManager;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running Clooster: Camel with the routes of an installation and one configuration. It waits
 * for an API or a peer that is not there yet; it fails to start only for what waiting can't mend.
 */
public final class Daemon implements AutoCloseable {
  /** The total time that any call to an API may take. */
  static final Duration CALL_DEADLINE = Duration.ofSeconds(10);

  /**
   * A queue's consumer looks so often whether it is to end, and a stop waits for it; each look
   * costs a wake-up. Camel's own default.
   */
  static final Duration QUEUE_PATIENCE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  private final Main camel;
  private final RunningRoutes running;

  private @Nullable RouteReload reload;

  /** True when whoever stops Camel is this daemon. */
  private volatile boolean closing;

  private Daemon(Main camel, RunningRoutes running) {
    this.camel = camel;
    this.running = running;
  }

  /**
   * Starts with the routes below {@code home}. What the user added to them begins afterwards, and
   * whether it does is no matter of the start.
   *
   * @throws StartFailure with a message that is made to be shown to the user
   */
  public static Daemon start(Config config, Path home) throws StartFailure {
    return start(config, home, CloserLook.NONE);
  }

  /**
   * The same.
   *
   * @param look at a file of the user's own that Camel refuses
   */
  public static Daemon start(Config config, Path home, CloserLook look) throws StartFailure {
    return start(config, home, CALL_DEADLINE, QUEUE_PATIENCE, look, null);
  }

  static Daemon start(Config config, Path home, Duration callDeadline, Duration queuePatience)
      throws StartFailure {
    return start(config, home, callDeadline, queuePatience, CloserLook.NONE);
  }

  static Daemon start(
      Config config, Path home, Duration callDeadline, Duration queuePatience, CloserLook look)
      throws StartFailure {
    return start(config, home, callDeadline, queuePatience, look, null);
  }

  /**
   * Starts inside of the application {@code host}: a context of its own, which takes none of its
   * settings, and tells it of what goes on.
   *
   * @throws StartFailure with a message that is made to be shown to the user
   */
  static Daemon startIn(CamelContext host, Config config, Path home) throws StartFailure {
    return start(config, home, CALL_DEADLINE, QUEUE_PATIENCE, CloserLook.NONE, host);
  }

  private static Daemon start(
      Config config,
      Path home,
      Duration callDeadline,
      Duration queuePatience,
      CloserLook look,
      @Nullable CamelContext host)
      throws StartFailure {
    UserSettings users =
        host == null ? UserSettings.of(home, System.getenv()) : UserSettings.none();
    for (Problem problem : users.problems()) {
      throw new StartFailure(problem.toString());
    }
    users.warnings(config).forEach(warning -> LOG.warn("setting={}", warning));
    OwnRoutes own =
        new OwnRoutes(RouteSources.of(RouteDirectory.routes(home)), config.reload(), look);
    RunningRoutes running = RunningRoutes.prepare(config, callDeadline, own);
    Daemon daemon = new Daemon(new Main(), running);
    try {
      CamelSetup.configure(
          daemon.camel, config, home, RouteDirectory.all(home), running.limits(), users);
      // Camel's default is left to what the user has set.
      if (!queuePatience.equals(QUEUE_PATIENCE)) {
        daemon.camel.addInitialProperty(
            "camel.component.seda.default-poll-timeout", String.valueOf(queuePatience.toMillis()));
      }
      if (host != null) {
        // The host tells us when it stops; a hook of our own would only be a second one.
        daemon.camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        daemon.camel.addInitialProperty("camel.main.name", "clooster-" + config.thisServer());
        daemon.camel.addInitialProperty("embedded", "true");
        daemon.camel.addInitialProperty(CamelSettings.SYSTEMD, "");
        daemon.camel.addInitialProperty(CamelSettings.ENVIRONMENT, CamelSettings.NEVER);
        daemon.camel.addInitialProperty(CamelSettings.SYSTEM, CamelSettings.NEVER);
        daemon.camel.bind("hostTopics", HostTopics.of(host));
        TopicJson.joins(host, CamelSetup::wallClock);
      }
      daemon.camel.bind("ownRoutes", own.keptAside());
      daemon.camel.addMainListener(new WholeRoutes(own::missing));
      if (config.reload()) {
        daemon.reload = Reload.of(daemon.camel, config, home, users, own, look);
      }
      daemon.camel.start();
      running.begin(daemon.context());
      return daemon;
    } catch (Exception e) {
      daemon.close(BoundedStop::afterFailure);
      throw users
          .blamed(e)
          .map(setting -> new StartFailure(UserSettings.unusable(setting, e).toString()))
          .orElseGet(() -> StartFailure.of(e, config));
    }
  }

  /** True while the peer is linked. */
  public boolean linked() {
    return RunningRoutes.links(camel.getCamelContext()).filter(Links::any).isPresent();
  }

  /**
   * The server that holds the record, by the claim or by what the record pointed at when it was
   * first read; empty where it was not read within that time.
   */
  public Optional<String> firstHolder(Duration within) throws InterruptedException {
    try {
      RecordSnapshot snapshot =
          decision().firstReading().get(within.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.of(snapshot.claim() == null ? snapshot.value() : snapshot.claim().holder());
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("nobody fails it", e);
    }
  }

  /**
   * Tells {@code refusal} why a server that only observes can't, as soon as the first look at the
   * record finds a claim that names it. The thread that calls it must not be kept.
   */
  public void whenItMustNotObserve(Config config, Consumer<String> refusal) {
    String us = config.thisServer();
    if (config.observing()) {
      decision()
          .firstReading()
          .thenAccept(
              snapshot -> {
                if (snapshot.claim() != null && snapshot.claim().holder().equals(us)) {
                  refusal.accept(mustNotObserve(config));
                }
              });
    }
  }

  private static String mustNotObserve(Config config) {
    return ("the claim beside %s names %s as the server that holds it, and \"mode\" is \"observe\":"
            + " nobody would renew that claim, or hand the record over. Move the record before you"
            + " let this server observe: start it with \"mode\": \"act\", and say clooster switch"
            + " with another server's name; or, if none acts, take the claim away: clooster forget")
        .formatted(String.join(", ", config.recordNames()), config.thisServer());
  }

  /** Tells systemd, where it waits for that, that the start is over. */
  public void ready() {
    Optional.ofNullable(context().getRegistry().findSingleByType(ServiceManager.class))
        .ifPresent(ServiceManager::ready);
  }

  /**
   * Runs {@code end} when somebody else stops Camel, as its command line and JMX can: without its
   * routes this process would only look alive. The peers have been told by then.
   */
  public void whenStoppedByATool(Runnable end) {
    context()
        .addLifecycleStrategy(
            new LifecycleStrategySupport() {
              @Override
              public void onContextStopping(CamelContext context) {
                if (!closing) {
                  LOG.warn("state=stopping: a tool of Camel's has stopped it, so Clooster ends");
                  leave(Duration.ZERO);
                  end.run();
                }
              }
            });
  }

  /**
   * Tells the peers that we go, where the link's protocol has a word for it, and moves nothing from
   * then on.
   *
   * @param backWithin when we mean to be back, zero when we do not
   */
  public void leave(Duration backWithin) {
    running.leave(backWithin);
  }

  /**
   * Stops the routes; what waits in the outbox stays there. A route that hangs is named in the log,
   * and holds the end up for no more than {@link BoundedStop#PATIENCE}.
   */
  @Override
  public void close() {
    close(BoundedStop::of);
  }

  private void close(Consumer<Main> stop) {
    closing = true;
    try {
      endOfOwn();
      stop.accept(camel);
    } finally {
      running.close();
    }
  }

  /**
   * Stops the routes, as {@link #close} does, and leaves the rest to that: Camel takes the end of
   * any context for the end of the application that it is in.
   */
  void stopRoutes() {
    try {
      endOfOwn();
      BoundedStop.routesOf(camel);
    } finally {
      running.unlock();
    }
  }

  /** What is left of the stop is the shipped routes'. */
  private void endOfOwn() {
    if (reload != null) {
      reload.close();
    }
    running.end(camel.getCamelContext());
  }

  private Decision decision() {
    return context().getRegistry().findSingleByType(Decision.class);
  }

  CamelContext context() {
    return camel.getCamelContext();
  }
}
