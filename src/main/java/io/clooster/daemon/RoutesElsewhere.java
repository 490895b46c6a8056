// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.FailureText;
import io.clooster.config.Config;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StartupListener;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The start and the end of the shipped routes in a Camel context that somebody else starts and
 * stops.
 */
final class RoutesElsewhere extends LifecycleStrategySupport implements StartupListener {
  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final Config config;
  private final RunningRoutes running;
  private @Nullable MaskedConsoles consoles;

  RoutesElsewhere(Config config, RunningRoutes running) {
    this.config = config;
    this.running = running;
  }

  /** Takes part in the context's life, which has not started yet. */
  void joins(CamelContext context) {
    consoles = MaskedConsoles.install(context);
    context.addLifecycleStrategy(this);
    context.getManagementStrategy().addEventNotifier(new FailedStart());
    try {
      context.addStartupListener(this);
    } catch (Exception e) {
      throw RuntimeCamelException.wrapRuntimeCamelException(e); // Only of one that has started.
    }
  }

  @Override
  public void onCamelContextStarting(CamelContext context, boolean alreadyStarted) {
    WholeRoutes.check(running.own().missing());
    WholeRoutes.checkSettings(context);
    if (consoles != null) {
      consoles.configured();
    }
  }

  @Override
  public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
    // Later, when all routes have started: see below.
  }

  @Override
  public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted)
      throws StartFailure {
    try {
      running.begin(context);
    } catch (Exception e) {
      throw told(e);
    }
    LOG.info(
        "server={} state=started version={}: runs in {}",
        config.thisServer(),
        BuildVersion.get(),
        context.getName());
  }

  /** Before any of its routes ends. */
  @Override
  public void onContextStopping(CamelContext context) {
    running.leave(Duration.ZERO);
    running.end(context);
  }

  @Override
  public void onContextStopped(CamelContext context) {
    running.close();
  }

  /** Says it, but for what was said where it was found. */
  private StartFailure told(Throwable failure) {
    if (FailureText.rootOf(failure) instanceof StartFailure known) {
      return known;
    }
    StartFailure why =
        StartFailure.of(failure instanceof Exception e ? e : new RuntimeException(failure), config);
    LOG.error("state=failed: {}", why.getMessage());
    return why;
  }

  /** Says why Camel did not start the routes. */
  private final class FailedStart extends EventNotifierSupport {
    FailedStart() {
      setIgnoreCamelContextInitEvents(true);
      setIgnoreRouteEvents(true);
      setIgnoreServiceEvents(true);
      setIgnoreExchangeEvents(true);
      setIgnoreStepEvents(true);
    }

    @Override
    public void notify(CamelEvent event) {
      if (event instanceof CamelEvent.CamelContextStartupFailureEvent failed) {
        told(failed.getCause());
      }
    }
  }
}
