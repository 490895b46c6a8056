// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.util.FileUtil;
import org.apache.camel.util.URISupport;

/**
 * Runs what the user added to {@code routes/}: after the failover has started and beside it, on
 * threads of its own. What can't be loaded or started is told of and tried again; what hangs holds
 * up nothing but what else is the user's own.
 */
public final class OwnRoutes implements AutoCloseable {
  /** What has not loaded or started by then is left behind, and the next one gets its turn. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final RouteSources sources;

  private final Map<String, String> missing = new TreeMap<>();

  /** The user's own routes that stand in shipped files. */
  private final List<RouteDefinition> besideShipped = new ArrayList<>();

  private final List<Attempts> afterwards = new ArrayList<>();

  /** Routes whose file was loaded; they wait for other files, until all had their turn. */
  private final List<RouteDefinition> loaded = new ArrayList<>();

  private boolean allHadTheirTurn;

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "own-routes");
            thread.setDaemon(true);
            return thread;
          });

  /** Those of {@code sources}. */
  public OwnRoutes(RouteSources sources) {
    this.sources = sources;
    ShippedRoutes.get().items().stream()
        .filter(item -> item.kind().equals("route"))
        .forEach(item -> missing.put(item.id(), item.file()));
  }

  /** Keeps the user's own routes out of the shipped files; a bean by which Camel does so. */
  public RouteBuilderLifecycleStrategy keptAside() {
    return RouteLoader.aside(
        besideShipped,
        route -> {
          String id = String.valueOf(route.getRouteId());
          missing.remove(id);
          return ShippedRoutes.get().route(id).isEmpty();
        });
  }

  /** The shipped routes that Camel has not come across so far, each with its file. */
  public Map<String, String> missing() {
    return Collections.unmodifiableMap(missing);
  }

  /** True if this Kamelet is the user's own. */
  public boolean isOwnKamelet(String name) {
    return sources.isOwnKamelet(name + ".kamelet.yaml");
  }

  /** Something that needs the user's own: done when that had its turn, and tried until it works. */
  public void afterwards(String subject, Attempts.Work work) {
    afterwards.add(new Attempts(subject, work));
  }

  /** Begins, in a running context, and returns at once. */
  public void start(CamelContext context) {
    threads.execute(() -> startAll(context));
  }

  /** No further attempt is made; what hangs is interrupted. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void startAll(CamelContext context) {
    RouteLoader loader = new RouteLoader(context);
    List<Path> files = new ArrayList<>(sources.ownKamelets());
    files.addAll(sources.own());
    for (Path file : files) {
      Attempts.Work load = () -> loaded(context, loader.load(file));
      giveATurn(new Attempts("file=" + file.getFileName(), load));
    }
    List<RouteDefinition> routes = new ArrayList<>(besideShipped);
    synchronized (this) {
      allHadTheirTurn = true;
      routes.addAll(loaded);
    }
    routes.forEach(route -> giveATurn(starting(context, route)));
    afterwards.forEach(this::giveATurn);
  }

  private synchronized void loaded(CamelContext context, List<RouteDefinition> routes) {
    if (allHadTheirTurn) {
      routes.forEach(route -> threads.execute(() -> attempt(starting(context, route))));
    } else {
      loaded.addAll(routes);
    }
  }

  private Attempts starting(CamelContext context, RouteDefinition route) {
    Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
    String uri =
        URISupport.sanitizeUri(route.getInput().getEndpointUri()).replaceFirst("\\?.*", "");
    String file =
        route.getResource() == null
            ? ""
            : "file=" + FileUtil.stripPath(route.getResource().getLocation()) + " ";
    String id = String.valueOf(route.getRouteId());
    return new Attempts(
        file + "route=" + id + " uri=" + uri,
        () -> {
          RouteDefinition there = model.getRouteDefinition(id);
          if (there != null && there != route) {
            throw new NameTaken("there is a route \"" + id + "\" already");
          }
          QueueTaken.check(route, model.getRouteDefinitions());
          model.addRouteDefinition(route);
        });
  }

  /** Waits for the first attempt, but not for long. */
  private void giveATurn(Attempts work) {
    try {
      CompletableFuture.runAsync(() -> attempt(work), threads)
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      work.hangs(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void attempt(Attempts work) {
    work.once()
        .filter(pause -> !threads.isShutdown())
        .ifPresent(
            pause ->
                CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, threads)
                    .execute(() -> attempt(work)));
  }
}
