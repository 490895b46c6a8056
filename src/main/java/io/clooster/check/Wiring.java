// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.clooster.config.Problem;
import io.clooster.config.Quoting;
import io.clooster.routes.ShippedRoutes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.support.PatternHelper;

/**
 * Whether the files go together: what is shipped is there, what is sent is read, what is referred
 * to exists. Camel itself would start without, and be silent.
 */
final class Wiring {
  private static final Pattern FOLLOWS_REDIRECTS =
      Pattern.compile("followRedirects\"?[:=]\\s*\"?true");

  private static final Pattern TOPIC =
      Pattern.compile("seda:(//)?clooster-(events|actions|notices)");

  private final Path routes;
  private final List<YamlFile> files;
  private final RouteItems items;
  private final List<Endpoint> endpoints;

  /** Of the {@code files} of a directory; {@code known} is what placeholders mean. */
  Wiring(Path routes, List<YamlFile> files, Map<String, String> known) {
    this.routes = routes;
    this.files = files;
    this.items = RouteItems.of(files);
    this.endpoints = files.stream().flatMap(file -> Endpoint.in(file, known).stream()).toList();
  }

  /** What does not go together. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (ShippedRoutes.Item item : ShippedRoutes.get().items()) {
      if (!items.has(item.kind(), item.id())) {
        problems.add(missing(item));
      }
    }
    files.forEach(file -> configurations(file, problems));
    for (Endpoint end : endpoints) {
      if (end.isInside()
          && !isAskedByClooster(end)
          && !(!end.reads() && end.needsNoReader())
          && endpoints.stream().noneMatch(other -> meets(end, other))) {
        problems.add(
            end.reads()
                ? at(end, "nothing is sent to " + shown(end), "send to it, or remove the route")
                : at(
                    end,
                    "nothing reads what is sent to " + shown(end),
                    "write a route from it, or correct the name"));
      }
    }
    for (int i = 0; i < endpoints.size(); i++) {
      for (Endpoint other : endpoints.subList(0, i)) {
        if (competes(endpoints.get(i), other)) {
          problems.add(competing(endpoints.get(i), other));
        }
      }
    }
    return problems;
  }

  /**
   * Of two readers each would get but a part of what is sent. Those that are shipped take turns, by
   * their preconditions.
   */
  private boolean competes(Endpoint end, Endpoint other) {
    return end.isInside()
        && !(isShipped(end.file()) && isShipped(other.file()))
        && end.reads()
        && other.reads()
        && end.name().equals(other.name())
        && !end.name().contains(Endpoint.ANY)
        && !(end.hasManyReaders() && other.hasManyReaders());
  }

  /** Told of the one that is not shipped. */
  private Problem competing(Endpoint end, Endpoint other) {
    boolean shipped = isShipped(end.file()) && !isShipped(other.file());
    Endpoint own = shipped ? other : end;
    Endpoint first = shipped ? end : other;
    return at(
        own,
        shown(own)
            + " has a reader already ("
            + Path.of(first.file().name()).getFileName()
            + ":"
            + first.line()
            + "), and each would get but a part of what is sent",
        TOPIC.matcher(own.name()).matches()
            ? "write \"multipleConsumers: true\" below its \"parameters\": each reader gets a copy then"
            : "send a copy to a queue of your own, from a step of that route, and read that");
  }

  private boolean isShipped(YamlFile file) {
    String name = routes.relativize(Path.of(file.name())).toString();
    return ShippedRoutes.get().files().contains(name);
  }

  /** What runs, but may harm. */
  List<Problem> warnings() {
    List<Problem> warnings = new ArrayList<>(new Copies(routes, endpoints).warnings());
    endpoints.stream()
        .filter(endpoint -> FOLLOWS_REDIRECTS.matcher(endpoint.options()).find())
        .map(
            endpoint ->
                at(
                    endpoint,
                    "the call follows redirects, so that what it sends, credentials too, may go to"
                        + " another host",
                    "remove followRedirects"))
        .forEach(warnings::add);
    return warnings;
  }

  /** Where no file sends to a shipped route, the program does, as for the status. */
  private boolean isAskedByClooster(Endpoint end) {
    return end.reads() && isShipped(end.file());
  }

  private static boolean meets(Endpoint end, Endpoint other) {
    return end.reads() != other.reads() && end.mayMeet(other);
  }

  private Problem missing(ShippedRoutes.Item item) {
    return new Problem(
        routes.resolve(item.file()).toString(),
        0,
        "",
        "the " + item.kind() + " \"" + item.id() + "\" is missing, which is a part of Clooster",
        "restore it from the distribution; to switch a route off, write \"autoStartup: false\" in it");
  }

  private void configurations(YamlFile file, List<Problem> problems) {
    List<String> known = items.ids("routeConfiguration");
    for (int i = 0; i < file.root().size(); i++) {
      for (List<Object> route :
          List.<List<Object>>of(List.of(i, "route"), List.of(i, "routeTemplate", "route"))) {
        configurations(file, file.at(route).path("routeConfigurationId"), route, known, problems);
      }
    }
  }

  private static void configurations(
      YamlFile file,
      JsonNode named,
      List<Object> route,
      List<String> known,
      List<Problem> problems) {
    List<Object> place = new ArrayList<>(route);
    place.add("routeConfigurationId");
    for (String id : named.asText("").split(",", -1)) {
      String wanted = id.strip();
      if (!wanted.isEmpty() && known.stream().noneMatch(each -> matches(each, wanted))) {
        problems.add(
            new Problem(
                file.name(),
                file.line(place),
                "routeConfigurationId",
                "there is no routeConfiguration " + Quoting.quoted(wanted),
                known.isEmpty() ? "write one" : "write one of " + String.join(", ", known)));
      }
    }
  }

  private static boolean matches(String id, String wanted) {
    return PatternHelper.matchPattern(id, wanted);
  }

  private static String shown(Endpoint endpoint) {
    return Quoting.plain(endpoint.name().replace(Endpoint.ANY, "…"));
  }

  private static Problem at(Endpoint endpoint, String what, String remedy) {
    return new Problem(endpoint.file().name(), endpoint.line(), "", what, remedy);
  }
}
