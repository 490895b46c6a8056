// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.reload;

import io.clooster.config.Problem;
import io.clooster.routes.CloserLook;
import io.clooster.routes.OwnRoutes;
import io.clooster.routes.RouteFault;
import io.clooster.routes.RouteSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Lets saved files of routes take the place of those that run. It works beside the routes, on a
 * thread of its own, so that one of them may be the route that asks it to look.
 */
public final class RouteReload implements AutoCloseable {
  private static final int LARGEST_WORDS = 1 << 20;

  /** Looks, about a second apart each, after which it is told that the moment does not come. */
  private static final int MANY_LOOKS = 10;

  private final Path routes;
  private final OwnRoutes own;
  private final Acceptance acceptance;
  private final Supplier<List<Problem>> words;
  private final SavedFiles files;
  private final ReloadLog log;

  /** What runs, as far as it could be read. */
  private final Map<Path, RouteText> running = new TreeMap<>();

  /** Files whose last save was refused, and told. */
  private final Set<Path> refused = new HashSet<>();

  /** Saved files that still have to take effect, and the looks at which they could not. */
  private final Map<Path, Integer> waiting = new TreeMap<>();

  /** What was tried last, and may run. */
  private Map<Path, RouteText> accepted = Map.of();

  private final AtomicBoolean looking = new AtomicBoolean();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread made = new Thread(work, "routes-reload");
            made.setDaemon(true);
            return made;
          });

  private @Nullable ModelCamelContext context;
  private @Nullable QuietStop stop;

  /**
   * What there is now, before it is loaded, is what runs.
   *
   * @param routes the directory
   * @param own the user's own of it
   * @param look at a file that can't be made
   * @param words reads the words of messages anew, unless something is wrong with them, which it
   *     gives back
   */
  public RouteReload(
      Path routes, OwnRoutes own, CloserLook look, Trial trial, Supplier<List<Problem>> words) {
    this.routes = routes;
    this.own = own;
    this.acceptance = new Acceptance(routes, trial, look);
    this.words = words;
    this.log = new ReloadLog(routes);
    Path site = RouteSources.siteOf(routes);
    files =
        new SavedFiles(List.of(routes, routes.resolve("kamelets"), site, site.resolve("kamelets")));
    RouteSources sources = RouteSources.of(routes);
    Stream.of(sources.shipped(), sources.ownKamelets(), sources.own())
        .flatMap(List::stream)
        .forEach(
            file -> {
              try {
                running.put(file, RouteText.read(file, sources.shipped().contains(file)));
              } catch (BrokenSave e) {
                // It does not run, and the start tells of it.
              }
            });
  }

  /** From now on this context's routes are replaced; it has not started yet. */
  public void in(CamelContext camel) {
    stop = QuietStop.in(camel);
    context = (ModelCamelContext) camel;
  }

  /** One look, of which nobody waits for the end. */
  public void look() {
    if (looking.compareAndSet(false, true)) {
      thread.execute(
          () -> {
            try {
              lookNow();
            } catch (Exception | LinkageError | StackOverflowError e) {
              if (!thread.isShutdown()) { // A stop interrupts it, and nothing is wrong.
                log.failed(RouteFault.of(e));
              }
            } finally {
              looking.set(false);
            }
          });
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void lookNow() throws Exception {
    if (!own.isSettled()) {
      return;
    }
    for (Path file : files.saved()) {
      if (String.valueOf(file.getFileName()).equals(SavedFiles.WORDS)) {
        takeWords(file);
      } else {
        waiting.putIfAbsent(file, 0);
      }
    }
    if (waiting.isEmpty()) {
      return;
    }
    Map<Path, RouteText> wanted = new TreeMap<>(running);
    Set<Path> saved = read(wanted);
    while (!saved.isEmpty() && !wanted.equals(accepted)) {
      Map<Path, RouteFault> faults = acceptance.faults(running, wanted, saved);
      if (faults.isEmpty()) {
        accepted = Map.copyOf(wanted);
        break;
      }
      for (Map.Entry<Path, RouteFault> fault : faults.entrySet()) {
        refuse(fault.getKey(), fault.getValue());
        put(fault.getKey(), running.get(fault.getKey()), wanted);
        saved.remove(fault.getKey());
      }
    }
    if (!saved.isEmpty()) {
      swap(wanted, saved);
    }
  }

  /** Puts what was saved among what is wanted; gives back which files are not what runs. */
  private Set<Path> read(Map<Path, RouteText> wanted) {
    Set<Path> saved = new TreeSet<>();
    List<Path> shipped = RouteSources.of(routes).shipped();
    for (Path file : Set.copyOf(waiting.keySet())) {
      try {
        RouteText now = readOrGone(file, shipped.contains(file));
        RouteText before = running.get(file);
        if (now == null ? before == null && own.of(file).isEmpty() : isSame(now, before)) {
          waiting.remove(file);
          if (refused.remove(file)) {
            log.noLongerBroken(file, now != null);
          }
          continue;
        }
        saved.add(file);
        put(file, now, wanted);
      } catch (BrokenSave e) {
        refuse(file, e.fault());
      }
    }
    return saved;
  }

  private static boolean isSame(RouteText now, @Nullable RouteText before) {
    return before != null && now.text().equals(before.text());
  }

  private @Nullable RouteText readOrGone(Path file, boolean shipped) throws BrokenSave {
    RouteText before = running.get(file);
    if (Files.exists(file)) {
      return RouteText.read(file, shipped);
    }
    if (Files.isSymbolicLink(file)) {
      throw new BrokenSave("it is a link to nothing", "correct the link, or delete it");
    }
    if (before != null && before.shipped()) {
      throw new BrokenSave(
          "it is gone, and nothing will start without it", "restore it from the distribution");
    }
    return null;
  }

  private void swap(Map<Path, RouteText> wanted, Set<Path> saved) throws Exception {
    ModelCamelContext camel = context;
    QuietStop quiet = stop;
    if (camel == null || quiet == null || !camel.isStarted()) {
      return;
    }
    Swap swap = new Swap(camel, own, quiet, running, wanted, saved);
    try {
      if (!swap.run()) {
        saved.forEach(this::stillWaits);
        return;
      }
    } catch (BrokenSave e) {
      saved.forEach(file -> refuse(file, e.fault()));
      return;
    }
    swap.kept().forEach(log::kept);
    Map<Path, List<String>> made = MadeRoutes.byFile(saved, wanted, swap.made());
    for (Path file : saved) {
      log.taken(file, running.get(file), wanted.get(file), made.getOrDefault(file, List.of()));
      put(file, wanted.get(file), running);
      refused.remove(file);
      waiting.remove(file);
    }
  }

  /** A file that is not there is in none of them. */
  private static void put(Path file, @Nullable RouteText text, Map<Path, RouteText> texts) {
    if (text == null) {
      texts.remove(file);
    } else {
      texts.put(file, text);
    }
  }

  private void stillWaits(Path file) {
    if (waiting.merge(file, 1, Integer::sum) == MANY_LOOKS) {
      log.busy(file);
    }
  }

  private void refuse(Path file, RouteFault fault) {
    refused.add(file);
    waiting.remove(file);
    log.broken(file, fault);
  }

  private void takeWords(Path file) {
    if (file.toFile().length() > LARGEST_WORDS) {
      refuse(file, new RouteFault("it is larger than 1024 KiB", "restore it"));
      return;
    }
    List<Problem> problems = words.get();
    if (problems.isEmpty()) {
      log.reloaded(file);
    } else {
      Problem first = problems.get(0);
      String line = first.line() > 0 ? "line " + first.line() + ": " : "";
      String key = first.key().isEmpty() ? "" : first.key() + ": ";
      String more =
          problems.size() == 1
              ? ""
              : " (and "
                  + (problems.size() - 1)
                  + " more mistakes, which \"clooster check\" names)";
      refuse(file, new RouteFault(line + key + first.what() + more, first.remedy()));
    }
  }
}
