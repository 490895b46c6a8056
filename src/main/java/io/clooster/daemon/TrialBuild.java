// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.call.CallLimits;
import io.clooster.config.Config;
import io.clooster.routes.RouteFault;
import io.clooster.routes.RouteLoader;
import io.clooster.routes.RouteSource;
import io.clooster.routes.RouteSources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.main.Main;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;

/**
 * Makes all that stands in {@code routes/}, with the values of a configuration, and starts none of
 * it: no port is opened, nothing is called, no state is touched. (The constructor of a bean that
 * the user added runs, and does what it does.)
 */
public final class TrialBuild {
  /** So long may one file, or one route, take: far more than it does, on a busy machine too. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Config config;
  private final Path home;
  private final UserSettings users;

  /** What the files hold; those that are not in it are read. */
  private final Map<Path, byte[]> texts;

  private final Duration patience;

  private final List<Failure> failures = new ArrayList<>();

  private volatile Step step = new Step("", "", System.nanoTime());

  /** What is under way, and since when. */
  private record Step(String file, String route, long since) {}

  private TrialBuild(
      Config config, Path home, UserSettings users, Map<Path, byte[]> texts, Duration patience) {
    this.config = config;
    this.home = home;
    this.users = users;
    this.texts = texts;
    this.patience = patience;
  }

  /**
   * Something that can't be made.
   *
   * @param file name of its file below {@code routes/}; empty if it is not known
   * @param line its line, 0 if it is not known
   * @param route id of the route; empty if it is not known
   */
  public record Failure(String file, int line, String route, RouteFault fault) {}

  /** All that can't be made, in no order; empty if nothing is wrong. */
  public static List<Failure> of(Config config, Path home) {
    return of(config, home, UserSettings.of(home, System.getenv()), PATIENCE);
  }

  /** The same inside another application, whose settings are not ours. */
  public static List<Failure> ofEmbedded(Config config, Path home) {
    return of(config, home, UserSettings.none(), PATIENCE);
  }

  static List<Failure> of(Config config, Path home, UserSettings users, Duration patience) {
    RouteSources sources = RouteSources.of(RouteDirectory.routes(home));
    List<Path> files = new ArrayList<>(sources.shipped());
    files.addAll(sources.ownKamelets());
    files.addAll(sources.own());
    return new TrialBuild(config, home, users, Map.of(), patience).failuresOf(files);
  }

  /** The same with files that hold what {@code texts} says, and no others. */
  static List<Failure> of(Config config, Path home, UserSettings users, Map<Path, byte[]> texts) {
    return new TrialBuild(config, home, users, texts, PATIENCE)
        .failuresOf(List.copyOf(texts.keySet()));
  }

  private List<Failure> failuresOf(List<Path> files) {
    CompletableFuture<List<Failure>> trial = new CompletableFuture<>();
    Thread thread = new Thread(() -> trial.complete(run(files)), "routes-trial");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((from, e) -> trial.completeExceptionally(e));
    thread.start();
    try {
      while (true) {
        try {
          return trial.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          Step now = step;
          if (System.nanoTime() - now.since() > patience.toNanos()) {
            return List.of(stuck(now));
          }
        }
      }
    } catch (ExecutionException e) {
      return List.of(new Failure("", 0, "", RouteFault.of(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** One thing does not end, so that the others can't be looked at. */
  private Failure stuck(Step at) {
    return new Failure(
        at.file(),
        0,
        at.route(),
        new RouteFault(
            "making it has not ended within "
                + patience.toSeconds()
                + " s, so that not all routes were looked at",
            "look for a bean whose constructor waits; or try again when this machine is less busy"));
  }

  private void begins(String file, String route) {
    step = new Step(file, route, System.nanoTime());
  }

  private List<Failure> run(List<Path> files) {
    Main camel = new Main();
    try (CallLimits limits = new CallLimits(Daemon.CALL_DEADLINE)) {
      CamelSetup.tryOut(camel, config, home, limits, users);
      build(files, camel.getCamelContext());
    } catch (Exception e) {
      fails("", "", e);
    } finally {
      camel.stop();
    }
    return failures;
  }

  private void build(List<Path> files, CamelContext camel) {
    ModelCamelContext context = (ModelCamelContext) camel;
    Map<RouteDefinition, Optional<Path>> routes = load(files, new RouteLoader(context));
    begins("", "");
    instances(context);
    context.getRouteDefinitions().forEach(route -> routes.put(route, Optional.empty()));
    for (Path file : files) {
      try {
        failures.addAll(BeanNames.unknownIn(file, new String(bytes(file), UTF_8), context));
      } catch (RouteSource.Unusable e) {
        // It could not be loaded either, which is told.
      }
    }
    routes.forEach((route, file) -> make(route, file, context));
  }

  private void make(RouteDefinition route, Optional<Path> file, ModelCamelContext context) {
    String name = file.map(TrialBuild::nameOf).orElse("");
    String id = String.valueOf(route.getRouteId());
    begins(name, id);
    try {
      context.startRouteDefinitions(List.of(route));
    } catch (Exception | LinkageError | StackOverflowError e) {
      List<Failure> all = file.map(path -> steps(context, path, id)).orElse(List.of());
      all.stream().filter(each -> !isNamed(each)).forEach(failures::add);
      RouteFault first = RouteFault.of(e);
      if (all.stream().noneMatch(each -> each.fault().equals(first))) {
        fails(name, id, e);
      }
    }
  }

  /** The type that {@link BeanNames} has named, and Camel has not. */
  private boolean isNamed(Failure step) {
    return step.fault().equals(RouteFault.NO_TYPE)
        && failures.stream()
            .anyMatch(
                known ->
                    known.file().equals(step.file())
                        && known.line() - step.line() <= 2
                        && known.line() >= step.line());
  }

  private List<Failure> steps(ModelCamelContext context, Path file, String route) {
    try {
      return StepTrials.of(context, file, bytes(file), route);
    } catch (RouteSource.Unusable | RuntimeException e) {
      return List.of(); // What Camel has said is told all the same.
    }
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  private byte[] bytes(Path file) throws RouteSource.Unusable {
    byte[] text = texts.get(file);
    return text == null ? RouteSource.read(file).getBytes(UTF_8) : text;
  }

  /** Once more what failed: a bean may need one of another file. */
  private Map<RouteDefinition, Optional<Path>> load(List<Path> files, RouteLoader loader) {
    Map<RouteDefinition, Optional<Path>> routes = new LinkedHashMap<>();
    Map<Path, Throwable> failed = new LinkedHashMap<>();
    for (int round = 1; round <= 2; round++) {
      for (Path file : round == 1 ? files : List.copyOf(failed.keySet())) {
        begins(nameOf(file), "");
        try {
          loader.load(file, bytes(file)).forEach(route -> routes.put(route, Optional.of(file)));
          failed.remove(file);
        } catch (Exception | LinkageError | StackOverflowError e) {
          failed.put(file, e);
        }
      }
    }
    failed.forEach((file, failure) -> fails(nameOf(file), "", failure));
    return routes;
  }

  /** What the daemon makes from templates. */
  private void instances(CamelContext context) {
    try {
      config.notifiers().forEach(notifier -> RoutesByConfig.deliver(notifier, context));
      RoutesByConfig.add(config, context);
    } catch (RuntimeException e) {
      fails("", "", e);
    }
  }

  private void fails(String file, String route, Throwable failure) {
    String innermost = route;
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof FailedToCreateRouteException nested && nested.getRouteId() != null) {
        innermost = nested.getRouteId();
      }
    }
    failures.add(new Failure(file, 0, innermost, RouteFault.of(failure)));
  }
}
