// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

  private final CloserLook look;

  /** What makes a file that was mended count. */
  private final String again;

  private final Map<String, String> missing = new TreeMap<>();

  /** The user's own routes that stand in shipped files. */
  private final List<RouteDefinition> besideShipped = new ArrayList<>();

  private final List<Attempts> afterwards = new ArrayList<>();

  /** Routes whose file was loaded; they wait for other files, until all had their turn. */
  private final Map<RouteDefinition, Path> loaded = new LinkedHashMap<>();

  private boolean allHadTheirTurn;
  private volatile boolean settled;

  /** The routes of each file, as they were last made of it. */
  private final Map<Path, List<RouteDefinition>> ofFile = new HashMap<>();

  /** What is tried for each file. */
  private final Map<Path, List<Attempts>> attempts = new HashMap<>();

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "own-routes");
            thread.setDaemon(true);
            return thread;
          });

  private final OwnErrors errors = new OwnErrors(new OwnFailures(threads));

  /**
   * Those of {@code sources}.
   *
   * @param reload whether a file that is saved takes effect without a restart
   * @param look at a file that can't be loaded
   */
  public OwnRoutes(RouteSources sources, boolean reload, CloserLook look) {
    this.sources = sources;
    this.look = look;
    this.again = reload ? "save it" : "restart";
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

  /** True if this Kamelet is none of ours: the user's own, or one of Camel's catalogue. */
  public boolean isOwnKamelet(String name) {
    String file = name + ".kamelet.yaml";
    return sources.isOwnKamelet(file) || !ShippedRoutes.get().files().contains("kamelets/" + file);
  }

  /** Something that needs the user's own: done when that had its turn, and tried until it works. */
  public void afterwards(String subject, Attempts.Work work) {
    afterwards.add(new Attempts(subject, work, again));
  }

  /**
   * Begins, in a running context, and returns at once.
   *
   * @throws Exception if Camel can't tell of failures
   */
  public void start(CamelContext context) throws Exception {
    errors.join(context);
    threads.execute(() -> startAll(context));
  }

  /** No further attempt is made; what hangs is interrupted. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** True when each of them has been tried once. */
  public boolean isSettled() {
    return settled;
  }

  /** The routes that were last made of this file; some may not have started yet. */
  public synchronized List<RouteDefinition> of(Path file) {
    return List.copyOf(ofFile.getOrDefault(file, List.of()));
  }

  /** True if this file was loaded. */
  public synchronized boolean isLoaded(Path file) {
    return ofFile.containsKey(file);
  }

  /** From now on these are the file's routes. What was tried for it so far is tried no more. */
  public synchronized void replaced(Path file, List<RouteDefinition> routes) {
    attempts.getOrDefault(file, List.of()).forEach(Attempts::cancel);
    attempts.remove(file);
    ofFile.put(file, List.copyOf(routes));
  }

  /** Starts a route of this file, and waits a little for that. */
  public void begin(CamelContext context, Path file, RouteDefinition route) {
    giveATurn(known(file, starting(context, route)));
  }

  /** Does something, waits a little for that, and tries it until it works. */
  public void attempt(String subject, Attempts.Work work) {
    giveATurn(new Attempts(subject, work, again));
  }

  /**
   * Lets a route pass that takes nothing away from others.
   *
   * @throws Exception if its id is that of another, or it reads a queue that another one reads
   */
  public void check(CamelContext context, RouteDefinition route) throws Exception {
    Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
    String id = String.valueOf(route.getRouteId());
    RouteDefinition there = model.getRouteDefinition(id);
    if (there != null && there != route) {
      throw new NameTaken("there is a route \"" + id + "\" already");
    }
    QueueTaken.check(route, model.getRouteDefinitions());
  }

  private synchronized Attempts known(Path file, Attempts work) {
    attempts.computeIfAbsent(file, any -> new ArrayList<>()).add(work);
    return work;
  }

  private void startAll(CamelContext context) {
    RouteLoader loader = new RouteLoader(context);
    List<Path> files = new ArrayList<>(sources.ownKamelets());
    files.addAll(sources.own());
    for (Path file : files) {
      Attempts.Work load = () -> loaded(context, file, load(loader, file));
      giveATurn(known(file, new Attempts("file=" + RouteSources.shown(file), load, again)));
    }
    besideShipped.forEach(route -> giveATurn(starting(context, route)));
    Map<RouteDefinition, Path> routes;
    synchronized (this) {
      allHadTheirTurn = true;
      routes = new LinkedHashMap<>(loaded);
    }
    routes.forEach((route, file) -> begin(context, file, route));
    afterwards.forEach(this::giveATurn);
    settled = true;
  }

  private List<RouteDefinition> load(RouteLoader loader, Path file) throws Exception {
    try {
      return loader.load(file);
    } catch (Exception e) {
      throw Misshapen.told(file, e, look);
    }
  }

  private synchronized void loaded(CamelContext context, Path file, List<RouteDefinition> routes) {
    ofFile.put(file, List.copyOf(routes));
    if (allHadTheirTurn) {
      routes.forEach(
          route -> {
            Attempts start = known(file, starting(context, route));
            threads.execute(() -> attempt(start));
          });
    } else {
      routes.forEach(route -> loaded.put(route, file));
    }
  }

  private Attempts starting(CamelContext context, RouteDefinition route) {
    Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
    String uri =
        URISupport.sanitizeUri(route.getInput().getEndpointUri()).replaceFirst("\\?.*", "");
    String file =
        route.getResource() == null
            ? ""
            : "file=" + RouteSources.shown(route.getResource().getLocation()) + " ";
    String id = String.valueOf(route.getRouteId());
    return new Attempts(
        file + "route=" + id + " uri=" + uri,
        () -> {
          check(context, route);
          errors.mind(context, route);
          model.addRouteDefinition(route);
        },
        again);
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
