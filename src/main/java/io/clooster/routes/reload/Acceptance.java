// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.reload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.routes.CloserLook;
import io.clooster.routes.RouteFault;
import io.clooster.routes.ShippedRoutes;
import io.clooster.routes.reload.RouteText.Item;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether saved files may take the place of those that run. */
final class Acceptance {
  private final Path routes;
  private final Trial trial;
  private final CloserLook look;

  /** What is wrong already with what runs: no matter of a file that is saved. */
  private @Nullable Set<Trial.Failure> known;

  /** {@code routes} is the directory. */
  Acceptance(Path routes, Trial trial, CloserLook look) {
    this.routes = routes;
    this.trial = trial;
    this.look = look;
  }

  /** What is wrong with each of the {@code saved} files; empty if they can be made. */
  Map<Path, RouteFault> faults(
      Map<Path, RouteText> running, Map<Path, RouteText> wanted, Set<Path> saved) {
    Map<Path, RouteFault> faults = new LinkedHashMap<>();
    for (Path file : saved) {
      RouteText text = wanted.get(file);
      if (text != null) {
        ofItself(text).or(() -> takenName(text, wanted)).ifPresent(f -> faults.put(file, f));
      }
    }
    if (faults.isEmpty()) {
      known = null;
      Map<Path, List<RouteFault>> all = new LinkedHashMap<>();
      for (Trial.Failure failure : trial.of(bytes(wanted))) {
        blame(failure, running, saved, all);
      }
      all.forEach((file, found) -> faults.put(file, closest(file, found)));
    }
    return faults;
  }

  /** Of a file whose shape is wrong Camel tells the first mistake. */
  private RouteFault closest(Path file, List<RouteFault> found) {
    List<RouteFault> closer = look.at(file);
    return RouteFault.together(closer.isEmpty() ? found.stream().distinct().toList() : closer);
  }

  private void blame(
      Trial.Failure failure,
      Map<Path, RouteText> running,
      Set<Path> saved,
      Map<Path, List<RouteFault>> faults) {
    List<Path> named = saved.stream().filter(file -> failure.file().equals(nameOf(file))).toList();
    if (named.isEmpty() && known == null) {
      known = new HashSet<>(trial.of(bytes(running)));
    }
    if (named.isEmpty() && known != null && known.contains(failure)) {
      return;
    }
    String where = failure.route().isEmpty() ? "" : "route " + failure.route() + ": ";
    RouteFault fault = new RouteFault(where + failure.fault().what(), failure.fault().remedy());
    (named.isEmpty() ? saved : named)
        .forEach(file -> faults.computeIfAbsent(file, any -> new ArrayList<>()).add(fault));
  }

  private Optional<RouteFault> ofItself(RouteText text) {
    if (!text.shipped()) {
      return text.names(RouteText.TEMPLATED).stream().anyMatch(name -> name.startsWith("#"))
          ? Optional.of(
              new RouteFault("a templatedRoute in it has no routeId", "write one, or restart"))
          : Optional.empty();
    }
    String name = String.valueOf(routes.relativize(text.file()));
    for (ShippedRoutes.Item item : ShippedRoutes.get().items()) {
      if (item.file().equals(name) && !text.names(item.kind()).contains(item.id())) {
        return Optional.of(
            new RouteFault(
                "the " + item.kind() + " \"" + item.id() + "\" is missing",
                "restore it; to switch a route off, write \"autoStartup: false\" in it"));
      }
    }
    return text.names(RouteText.ROUTE).stream().anyMatch(id -> id.startsWith("#"))
        ? Optional.of(new RouteFault("a route in it has no id", "write one"))
        : Optional.empty();
  }

  private Optional<RouteFault> takenName(RouteText text, Map<Path, RouteText> wanted) {
    Map<Item, Path> taken = new HashMap<>();
    for (RouteText other : wanted.values()) {
      if (!other.file().equals(text.file())) {
        other.items().keySet().forEach(item -> taken.put(comparable(item), other.file()));
      }
    }
    for (Item item : text.items().keySet()) {
      Path there = taken.get(comparable(item));
      if (there != null && !item.isUnnamed()) {
        return Optional.of(
            new RouteFault(
                "there is a %s \"%s\" already, in %s"
                    .formatted(item.kind(), item.name(), routes.relativize(there)),
                "give yours another name"));
      }
    }
    return Optional.empty();
  }

  /** To Camel a Kamelet is a template, and what is made of one a route. */
  private static Item comparable(Item item) {
    return switch (item.kind()) {
      case RouteText.KAMELET -> new Item(RouteText.TEMPLATE, item.name());
      case RouteText.TEMPLATED -> new Item(RouteText.ROUTE, item.name());
      default -> item;
    };
  }

  private static Map<Path, byte[]> bytes(Map<Path, RouteText> texts) {
    Map<Path, byte[]> bytes = new LinkedHashMap<>();
    texts.forEach((file, text) -> bytes.put(file, text.text().getBytes(UTF_8)));
    return bytes;
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }
}
