// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.reload;

import io.clooster.routes.OwnRoutes;
import io.clooster.routes.TemplateRoutes;
import io.clooster.routes.reload.RouteText.Item;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.support.PatternHelper;

/**
 * Which routes have to be made anew after a save: of a shipped file only what differs, and whatever
 * is made of that; of the user's own files all.
 */
final class Affected {
  private final ModelCamelContext context;
  private final OwnRoutes own;
  private final Map<Path, RouteText> running;

  /** Routes by their id. */
  private final Set<String> ids = new TreeSet<>();

  /** Files to be loaded, those that are gone included. */
  private final Set<Path> files = new TreeSet<>();

  /** Routes that had to be made anew, and say that they live as long as the process. */
  private final Set<String> kept = new TreeSet<>();

  Affected(ModelCamelContext context, OwnRoutes own, Map<Path, RouteText> running) {
    this.context = context;
    this.own = own;
    this.running = running;
  }

  Set<String> kept() {
    return kept;
  }

  Set<String> ids() {
    return ids;
  }

  Set<Path> files() {
    return files;
  }

  /** {@code before} and {@code after} are two versions of one file. */
  void add(Path file, RouteText before, RouteText after) {
    files.add(file);
    boolean shipped = before.shipped() && after.shipped();
    if (!shipped) {
      addOwn(file);
    }
    for (Item item : RouteText.differing(before, after)) {
      switch (item.kind()) {
        case RouteText.ROUTE -> {
          if (!item.isUnnamed()) {
            ids.add(item.name());
          }
        }
        case RouteText.TEMPLATED -> ids.add(item.name());
        case RouteText.TEMPLATE -> addAll(route -> TemplateRoutes.isOf(item.name(), route));
        case RouteText.CONFIGURATION -> addAll(route -> isConfiguredBy(item.name(), route));
        case RouteText.KAMELET -> addAll(Affected::callsKamelets);
        default -> {
          // A bean, or something for all routes of its file.
        }
      }
      if (!shipped && !item.kind().equals(RouteText.ROUTE)) {
        running.values().stream()
            .filter(text -> !text.shipped() && text.names(RouteText.KAMELET).isEmpty())
            .forEach(text -> addOwn(text.file()));
      }
    }
  }

  /** What stands in a file with one of these is loaded with it. */
  void complete() {
    int before;
    do {
      before = ids.size() + files.size();
      for (RouteText text : running.values()) {
        boolean touched =
            text.names(RouteText.ROUTE).stream().anyMatch(ids::contains)
                || own.of(text.file()).stream().anyMatch(route -> ids.contains(idOf(route)));
        if (touched && text.shipped()) {
          files.add(text.file());
        } else if (touched) {
          addOwn(text.file());
        }
      }
    } while (before != ids.size() + files.size());
    running.values().stream()
        .filter(RouteText::shipped)
        .flatMap(text -> text.lasting().stream())
        .filter(ids::remove)
        .filter(id -> context.getRoute(id) != null)
        .forEach(kept::add);
  }

  private void addOwn(Path file) {
    files.add(file);
    own.of(file).forEach(route -> ids.add(idOf(route)));
    RouteText text = running.get(file);
    if (text != null) {
      ids.addAll(text.names(RouteText.TEMPLATED));
    }
  }

  private void addAll(Predicate<RouteDefinition> wanted) {
    context.getRouteDefinitions().stream()
        .filter(route -> !Boolean.TRUE.equals(route.isKamelet()))
        .filter(wanted)
        .forEach(route -> ids.add(idOf(route)));
  }

  static String idOf(RouteDefinition route) {
    return String.valueOf(route.getRouteId());
  }

  private static boolean isConfiguredBy(String name, RouteDefinition route) {
    String named = route.getRouteConfigurationId();
    // A route that names none has those that have no name.
    return named == null
        ? name.startsWith("#")
        : Stream.of(named.split(",")).anyMatch(each -> PatternHelper.matchPattern(name, each));
  }

  private static boolean callsKamelets(RouteDefinition route) {
    return route.getInput().getEndpointUri().startsWith("kamelet:")
        || hasKameletStep(route)
        || sends(route).stream()
            .anyMatch(send -> String.valueOf(send.getUri()).startsWith("kamelet:"));
  }

  private static boolean hasKameletStep(RouteDefinition route) {
    return !ProcessorDefinitionHelper.filterTypeInOutputs(
            route.getOutputs(), KameletDefinition.class)
        .isEmpty();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Collection<SendDefinition<?>> sends(RouteDefinition route) {
    return (Collection)
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), SendDefinition.class);
  }
}
