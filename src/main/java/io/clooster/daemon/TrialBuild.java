// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.call.CallLimits;
import io.clooster.config.Config;
import io.clooster.routes.RouteFault;
import io.clooster.routes.RouteLoader;
import io.clooster.routes.RouteSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  /** Far more than it takes: by then something that the user added hangs. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Config config;
  private final Path home;
  private final UserSettings users;

  /** What the files hold; those that are not in it are read. */
  private final Map<Path, byte[]> texts;

  private final List<Failure> failures = new ArrayList<>();

  private TrialBuild(Config config, Path home, UserSettings users, Map<Path, byte[]> texts) {
    this.config = config;
    this.home = home;
    this.users = users;
    this.texts = texts;
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
    RouteSources sources = RouteSources.of(RouteDirectory.routes(home));
    List<Path> files = new ArrayList<>(sources.shipped());
    files.addAll(sources.ownKamelets());
    files.addAll(sources.own());
    UserSettings users = UserSettings.of(home, System.getenv());
    return new TrialBuild(config, home, users, Map.of()).failuresOf(files);
  }

  /** The same with files that hold what {@code texts} says, and no others. */
  static List<Failure> of(Config config, Path home, UserSettings users, Map<Path, byte[]> texts) {
    return new TrialBuild(config, home, users, texts).failuresOf(List.copyOf(texts.keySet()));
  }

  private List<Failure> failuresOf(List<Path> files) {
    CompletableFuture<List<Failure>> trial = new CompletableFuture<>();
    Thread thread = new Thread(() -> trial.complete(run(files)), "routes-trial");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((from, e) -> trial.completeExceptionally(e));
    thread.start();
    try {
      return trial.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      String what = "making all routes takes more than " + PATIENCE.toSeconds() + " s";
      return List.of(
          new Failure(
              "",
              0,
              "",
              new RouteFault(
                  what, "try again when this machine is less busy; else a bean of yours hangs")));
    } catch (ExecutionException e) {
      return List.of(new Failure("", 0, "", RouteFault.of(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
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
    Map<RouteDefinition, String> routes = load(files, new RouteLoader(context));
    instances(context);
    context.getRouteDefinitions().forEach(route -> routes.put(route, ""));
    for (Path file : files) {
      try {
        failures.addAll(BeanNames.unknownIn(file, new String(bytes(file), UTF_8), context));
      } catch (IOException e) {
        // It could not be loaded either, which is told.
      }
    }
    routes.forEach(
        (route, file) -> {
          try {
            context.startRouteDefinitions(List.of(route));
          } catch (Exception | LinkageError | StackOverflowError e) {
            fails(file, String.valueOf(route.getRouteId()), e);
          }
        });
  }

  private byte[] bytes(Path file) throws IOException {
    byte[] text = texts.get(file);
    return text == null ? Files.readAllBytes(file) : text;
  }

  /** Once more what failed: a bean may need one of another file. */
  private Map<RouteDefinition, String> load(List<Path> files, RouteLoader loader) {
    Map<RouteDefinition, String> routes = new LinkedHashMap<>();
    Map<Path, Throwable> failed = new LinkedHashMap<>();
    for (int round = 1; round <= 2; round++) {
      for (Path file : round == 1 ? files : List.copyOf(failed.keySet())) {
        try {
          loader
              .load(file, bytes(file))
              .forEach(route -> routes.put(route, String.valueOf(file.getFileName())));
          failed.remove(file);
        } catch (Exception | LinkageError | StackOverflowError e) {
          failed.put(file, e);
        }
      }
    }
    failed.forEach((file, failure) -> fails(String.valueOf(file.getFileName()), "", failure));
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
