// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.reload;

import io.clooster.routes.OwnRoutes;
import io.clooster.routes.RouteFault;
import io.clooster.routes.TemplateRoutes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** Puts saved files in the place of those that run, all of them or none. */
final class Swap {
  private final ModelCamelContext context;
  private final OwnRoutes own;
  private final LiveRoutes live;
  private final Declarations declarations;
  private final Map<Path, RouteText> before;
  private final Map<Path, RouteText> after;
  private final Affected affected;

  /** Routes that are made from a template, and of which the template may be another one then. */
  private final List<RouteDefinition> fromTemplates = new ArrayList<>();

  /** The user's own files of which something ran, which must not be lost for what can't start. */
  private final Set<Path> ran = new TreeSet<>();

  private final Set<String> made = new LinkedHashSet<>();

  /** Files that have been declared anew. */
  private final Set<Path> declared = new TreeSet<>();

  /**
   * Two versions of all files.
   *
   * @param saved those that are not the same in both
   */
  Swap(
      ModelCamelContext context,
      OwnRoutes own,
      QuietStop stop,
      Map<Path, RouteText> before,
      Map<Path, RouteText> after,
      Set<Path> saved) {
    this.context = context;
    this.own = own;
    this.live = new LiveRoutes(context, stop);
    this.declarations = new Declarations(context);
    this.before = before;
    this.after = after;
    affected = new Affected(context, own, before);
    for (Path file : saved) {
      affected.add(file, textOf(file, before), textOf(file, after));
    }
    affected.complete();
  }

  /** A file that is not there holds nothing. */
  private static RouteText textOf(Path file, Map<Path, RouteText> texts) {
    RouteText text = texts.get(file);
    return text == null ? new RouteText(file, false, "", Map.of()) : text;
  }

  /**
   * Does it.
   *
   * @return false if the routes were too busy: nothing was changed
   * @throws BrokenSave if the new ones can't run after all; then the former ones run again
   */
  boolean run() throws Exception {
    for (RouteDefinition route : context.getRouteDefinitions()) {
      if (affected.ids().contains(Affected.idOf(route)) && TemplateRoutes.isOne(route)) {
        fromTemplates.add(route);
      }
    }
    for (Path file : affected.files()) {
      if (own.of(file).stream().anyMatch(this::runs)) {
        ran.add(file);
      }
    }
    return live.whileQuiet(affected.ids(), this::isOwn, this::replace);
  }

  /** The ids of routes that had to be made anew, and go on as they are. */
  Set<String> kept() {
    return affected.kept();
  }

  /** The ids of the routes that were made anew, and are there. */
  List<String> made() {
    return made.stream().filter(id -> context.getRoute(id) != null).toList();
  }

  private boolean runs(RouteDefinition route) {
    Route there = context.getRoute(Affected.idOf(route));
    return there != null && there.getConsumer() != null;
  }

  private boolean isOwn(String id) {
    return before.values().stream()
        .noneMatch(text -> text.shipped() && text.names(RouteText.ROUTE).contains(id));
  }

  private void replace() throws Exception {
    live.remove(affected.ids());
    try {
      for (Path file : affected.files()) {
        // What could not be loaded has declared nothing, and may name what is another's.
        if (own.isLoaded(file) || textOf(file, before).shipped()) {
          declarations.remove(textOf(file, before));
        }
      }
      for (Map.Entry<RouteDefinition, Path> each : load(after).entrySet()) {
        if (isStrict(each.getValue())) {
          if (!isShipped(each.getValue())) {
            own.check(context, each.getKey());
          }
          context.addRouteDefinition(each.getKey());
        } else {
          own.begin(context, each.getValue(), each.getKey());
        }
        made.add(Affected.idOf(each.getKey()));
      }
      for (RouteDefinition route : fromTemplates) {
        TemplateRoutes.again(context, route).add();
        made.add(Affected.idOf(route));
      }
    } catch (Exception | LinkageError | StackOverflowError e) {
      restore();
      throw new BrokenSave(RouteFault.of(e));
    }
  }

  /** What did not run before may begin to run later, and is told of meanwhile. */
  private boolean isStrict(Path file) {
    return ran.contains(file) || isShipped(file);
  }

  private boolean isShipped(Path file) {
    return textOf(file, after).shipped();
  }

  private void restore() throws Exception {
    Set<String> all = new TreeSet<>(affected.ids());
    for (Path file : affected.files()) {
      all.addAll(textOf(file, after).names(RouteText.ROUTE));
    }
    live.remove(all);
    for (Path file : declared) {
      declarations.remove(textOf(file, after));
    }
    for (Map.Entry<RouteDefinition, Path> each : load(before).entrySet()) {
      own.begin(context, each.getValue(), each.getKey());
    }
    for (RouteDefinition route : fromTemplates) {
      own.attempt("route=" + route.getRouteId(), () -> TemplateRoutes.again(context, route).add());
    }
  }

  /** The routes that are to be made, each with its file. */
  private Map<RouteDefinition, Path> load(Map<Path, RouteText> texts) throws Exception {
    Map<RouteDefinition, Path> routes = new LinkedHashMap<>();
    List<RouteText> files =
        affected.files().stream()
            .map(file -> textOf(file, texts))
            .sorted(Comparator.comparingInt(Swap::turn))
            .toList();
    for (RouteText text : files) {
      List<RouteDefinition> all =
          text.items().isEmpty() ? List.of() : List.copyOf(declarations.load(text));
      declared.add(text.file());
      if (!text.shipped()) {
        own.replaced(text.file(), all);
      }
      for (RouteDefinition route : all) {
        if (!text.shipped() || isWanted(route.getRouteId())) {
          routes.put(route, text.file());
        }
      }
    }
    return routes;
  }

  /** A new route of a shipped file, too, differs from the one before, which was not there. */
  private boolean isWanted(@Nullable String id) {
    return id != null && affected.ids().contains(id);
  }

  /** What others are made of comes first. */
  private static int turn(RouteText text) {
    if (!text.names(RouteText.KAMELET).isEmpty() || !text.names(RouteText.BEAN).isEmpty()) {
      return 0;
    }
    return text.names(RouteText.CONFIGURATION).isEmpty() ? 2 : 1;
  }
}
