// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.CallLimits;
import io.clooster.call.FailureText;
import io.clooster.config.Config;
import io.clooster.failover.Event;
import io.clooster.link.Links;
import io.clooster.notify.UnstoredMessages;
import io.clooster.routes.OwnRoutes;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.FluentProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the shipped routes need from their start to their end, whoever starts the Camel context that
 * they run in: the state's lock, the routes of which the configuration says how many there are, a
 * farewell, and an end.
 */
final class RunningRoutes implements AutoCloseable {
  /** So long may a call that is under way at a stop take. */
  private static final Duration CALLS_AT_STOP = Duration.ofSeconds(1);

  /** The queue of all events; waits until this one's actions are done, but not for long. */
  private static final String LEAVE = "seda:events?timeout=500&waitForTaskToComplete=Always";

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  private final Config config;
  private final CallLimits limits;
  private final StateDirectory state;
  private final OwnRoutes own;

  /** Ready from the start on: at the end the jars may be those of another version already. */
  private @Nullable FluentProducerTemplate leave;

  /** Null before the start. */
  private @Nullable UnstoredMessages unstored;

  private RunningRoutes(Config config, CallLimits limits, StateDirectory state, OwnRoutes own) {
    this.config = config;
    this.limits = limits;
    this.state = state;
    this.own = own;
  }

  /**
   * Takes the state's lock, and makes ready what the routes need at their start.
   *
   * @throws StartFailure where the state can't be had
   */
  static RunningRoutes prepare(Config config, Duration callDeadline, OwnRoutes own)
      throws StartFailure {
    StateDirectory state = StateDirectory.lock(config.stateDir(), config.notifierNames());
    return new RunningRoutes(config, Outgoing.limits(config, callDeadline), state, own);
  }

  /** Those of calls to APIs. */
  CallLimits limits() {
    return limits;
  }

  /** What the user added. */
  OwnRoutes own() {
    return own;
  }

  /**
   * In a context that runs the shipped routes, begins what comes after them.
   *
   * @throws Exception if Camel can't make it
   */
  void begin(CamelContext context) throws Exception {
    config.notifiers().forEach(notifier -> deliver(notifier, context));
    RoutesByConfig.add(config, context);
    leave = context.createFluentProducerTemplate().to(LEAVE);
    unstored = context.getRegistry().findSingleByType(UnstoredMessages.class);
    TopicJson.joins(context, CamelSetup::wallClock);
    OperateInterface.begin(config, context, own);
    own.start(context);
  }

  /**
   * Tells the peers that we go, where the link's protocol has a word for it, and moves nothing from
   * then on.
   *
   * @param backWithin when we mean to be back, zero when we do not
   */
  void leave(Duration backWithin) {
    FluentProducerTemplate told = leave;
    if (told == null) {
      return;
    }
    leave = null;
    try {
      told.withBody(new Event.Stopping(backWithin)).request();
    } catch (CamelExecutionException e) {
      // The peers will notice our end all the same, only later.
      LOG.warn("state=unsent: the peers were not told that we go ({})", FailureText.of(e));
    }
  }

  /**
   * Before the shipped routes end: all else ends first.
   *
   * @param context theirs; null of a start that failed before there was one
   */
  void end(@Nullable CamelContext context) {
    own.close();
    // What a connection brings from now on would meet routes that are half ended.
    links(context).ifPresent(Links::end);
    limits.endAfter(CALLS_AT_STOP);
  }

  /** The connections to peers; of a start that failed early there are none. */
  static Optional<Links> links(@Nullable CamelContext context) {
    return Optional.ofNullable(context)
        .map(running -> running.getRegistry().findSingleByType(Links.class));
  }

  /** Another process may have the state from now on. */
  void unlock() {
    if (unstored != null) {
      unstored.close(); // Camel does not come to that where a route waits for a disk that hangs.
    }
    state.close();
  }

  /** When the shipped routes have ended. */
  @Override
  public void close() {
    limits.close();
    unlock();
  }

  /** Begins to deliver; by a Kamelet of the user's own, when that is there. */
  private void deliver(Config.Notifier notifier, CamelContext context) {
    if (own.isOwnKamelet(notifier.kamelet())) {
      own.afterwards("service=" + notifier.name(), () -> RoutesByConfig.deliver(notifier, context));
    } else {
      RoutesByConfig.deliver(notifier, context);
    }
  }
}
