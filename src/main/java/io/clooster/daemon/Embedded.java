// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.Config;
import io.clooster.routes.ShippedRoutes;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StartupListener;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clooster inside another Camel application. It starts when that has started and says farewell as
 * soon as that begins to stop. It is a Camel context of its own beside the host's: neither sees the
 * other's routes, error handlers, components, properties or names, and a route of the host's that
 * takes long to stop holds no farewell up. What it tells goes to the host's topics ({@link
 * HostTopics}).
 */
public final class Embedded extends LifecycleStrategySupport implements StartupListener, Ordered {
  private static final Logger LOG = LoggerFactory.getLogger(Embedded.class);

  /** After its routes have stopped, and before it says that it has. */
  private static final Duration HOST_STOPS_WITHIN = Duration.ofSeconds(10);

  private final Config config;
  private final Path home;
  private @Nullable BaseMainSupport main;
  private @Nullable Daemon daemon;

  /**
   * {@code home} is a directory with {@code routes/}, which is filled where none of the shipped
   * routes is there; what is there stays.
   */
  public Embedded(Config config, Path home) {
    this.config = config.embedded();
    this.home = home;
  }

  /** Makes this a part of the host, which has not started yet. */
  public void joins(CamelContext host) {
    host.addLifecycleStrategy(this);
    try {
      host.addStartupListener(this);
    } catch (Exception e) {
      throw RuntimeCamelException.wrapRuntimeCamelException(e); // Only of a host that has started.
    }
  }

  /** The same for that of a Main, which is up when its last listener has had its turn. */
  public void joins(BaseMainSupport host) {
    main = host;
    joins(host.getCamelContext());
  }

  /** After all other listeners: where one of them fails, nothing of ours has begun. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST;
  }

  @Override
  public void onCamelContextStarted(CamelContext host, boolean alreadyStarted) {
    // Later, when all routes of the host's have started: see below.
  }

  @Override
  public void onCamelContextFullyStarted(CamelContext host, boolean alreadyStarted)
      throws Exception {
    if (!RouteDirectory.hasShipped(home)) {
      ShippedRoutes.get().copyTo(home);
    }
    try {
      begin(host);
    } catch (StartFailure e) {
      host.stop(); // Camel itself does so only for a failure that comes before this one.
      throw e;
    }
    LOG.info(
        "state=embedded: {} runs in {}{}",
        config.thisServer(),
        host.getName(),
        host.isAutoStartup()
            ? ""
            : ", whose auto-startup=false holds back its own routes and not the failover");
    if (main != null) {
      LeftRun.watch(main, () -> left(host));
    }
  }

  private synchronized void begin(CamelContext host) throws StartFailure {
    Daemon begun = Daemon.startIn(host, config, home);
    daemon = begun;
    begun.whenItMustNotObserve(config, why -> EndThread.run(() -> refused(host, why)));
  }

  /** The host runs on, without us. */
  private void refused(CamelContext host, String why) {
    LOG.error("state=refused: {}. {} runs on without Clooster", why, host.getName());
    onContextStopping(host);
    close();
  }

  /** The host's context runs on, as Camel leaves it, and nobody sees to it any more. */
  private void left(CamelContext host) {
    if (isRunning()) {
      LOG.warn(
          "state=stopping: {} has left its start with a failure, which the log names above, so"
              + " Clooster ends",
          host.getName());
      onContextStopping(host);
      close();
    }
  }

  private synchronized boolean isRunning() {
    return daemon != null;
  }

  private synchronized void close() {
    Daemon stopped = daemon;
    daemon = null;
    if (stopped != null) {
      stopped.close();
    }
  }

  @Override
  public synchronized void onContextStopping(CamelContext host) {
    Daemon running = daemon;
    if (running != null) {
      running.leave(Duration.ZERO);
      running.stopRoutes();
    }
  }

  /**
   * What is left of ours ends after the host. Where its process ends, too, nobody misses that: it
   * would only have what takes the log away beside it.
   */
  @Override
  public synchronized void onContextStopped(CamelContext host) {
    Daemon stopped = daemon;
    daemon = null;
    if (stopped != null && !EndThread.isProcessEnding()) {
      EndThread.run(() -> endAfter(host, stopped));
    }
  }

  private static void endAfter(CamelContext host, Daemon stopped) {
    long begin = System.nanoTime();
    try {
      while (!host.isStopped() && System.nanoTime() - begin < HOST_STOPS_WITHIN.toNanos()) {
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stopped.close();
  }
}
