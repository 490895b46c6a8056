// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.clooster.config.Problem;
import io.clooster.config.Quoting;
import io.clooster.daemon.TrialBuild;
import io.clooster.routes.RouteSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where routes, templates, configurations of routes and Kamelets stand in the files. */
final class RouteItems {
  private static final List<String> KINDS = List.of("route", "routeTemplate", "routeConfiguration");

  /** Camel's reader of YAML knows nothing but the line. */
  private static final Pattern LINED = Pattern.compile("line (\\d{1,9}): (.*)");

  private final List<Item> all = new ArrayList<>();

  private RouteItems() {}

  /**
   * One of them.
   *
   * @param kind its key in the file, or {@code kamelet}
   * @param id its id, or the Kamelet's name
   */
  record Item(String kind, String id, YamlFile file, int line) {}

  static RouteItems of(List<YamlFile> files) {
    RouteItems items = new RouteItems();
    files.forEach(items::add);
    return items;
  }

  private void add(YamlFile file) {
    JsonNode name = file.at(List.of("metadata", "name"));
    if (name.isTextual()) {
      all.add(new Item("kamelet", name.asText(), file, 1));
    }
    for (int i = 0; i < file.root().size(); i++) {
      for (String kind : KINDS) {
        List<Object> place = List.of(i, kind, "id");
        JsonNode id = file.at(place);
        if (id.isTextual()) {
          all.add(new Item(kind, id.asText(), file, file.line(place)));
        }
      }
    }
  }

  boolean has(String kind, String id) {
    return find(kind, id).isPresent();
  }

  List<String> ids(String kind) {
    return all.stream().filter(item -> item.kind().equals(kind)).map(Item::id).toList();
  }

  /** What Camel could not make, with the place where it stands. */
  Problem problem(TrialBuild.Failure failure, Path routes) {
    Optional<Item> item = find("route", failure.route()).or(() -> nearest(failure.route()));
    String key =
        item.map(at -> at.kind() + " " + Quoting.plain(at.id()))
            .orElse(failure.route().isEmpty() ? "" : "route " + Quoting.plain(failure.route()));
    Matcher lined = LINED.matcher(failure.fault().what());
    boolean hasLine = failure.line() == 0 && lined.matches();
    String what = hasLine ? lined.group(2) : failure.fault().what();
    int line = hasLine ? Integer.parseInt(lined.group(1)) : failure.line();
    String remedy = failure.fault().remedy();
    return item.map(
            at -> new Problem(at.file().name(), line > 0 ? line : at.line(), key, what, remedy))
        .orElseGet(() -> new Problem(file(failure.file(), routes), line, key, what, remedy));
  }

  private static String file(String name, Path routes) {
    String below = name.endsWith(KameletShape.SUFFIX) ? "kamelets/" + name : name;
    Path own = RouteSources.siteOf(routes).resolve(below);
    return (Files.exists(own) ? own : routes.resolve(below)).toString();
  }

  /** A route that was made from a Kamelet or a template is called after it. */
  private Optional<Item> nearest(String route) {
    return all.stream()
        .filter(item -> item.kind().equals("kamelet") || item.kind().equals("routeTemplate"))
        .filter(item -> route.startsWith(item.id() + "-"))
        .findFirst();
  }

  private Optional<Item> find(String kind, String id) {
    return all.stream().filter(item -> item.kind().equals(kind) && item.id().equals(id)).findAny();
  }
}
