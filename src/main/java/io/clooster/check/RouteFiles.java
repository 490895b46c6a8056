// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.clooster.config.Config;
import io.clooster.config.Problem;
import io.clooster.config.Quoting;
import io.clooster.routes.RouteFault;
import io.clooster.routes.RouteSources;
import io.clooster.routes.SendsIntercepted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks a whole directory of routes, as {@code clooster check} does. */
public final class RouteFiles {
  /** In which Camel elsewhere has routes, too. */
  private static final Pattern OTHER_DSL = Pattern.compile(".*\\.(xml|java|groovy|kts|js|jsh)");

  private final Path directory;
  private final RouteSchema schema = RouteSchema.get();
  private final List<Problem> problems = new ArrayList<>();

  /** Where each id was first seen, by its kind and itself. */
  private final Map<List<String>, String> ids = new HashMap<>();

  private RouteFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * Holds every {@code *.yaml} in the directory and in its {@code site}, and every {@code
   * *.kamelet.yaml} in the {@code kamelets} of both, against Camel's schema. The first time takes
   * about a second.
   *
   * @return everything that is wrong, by file and from top to bottom; empty if nothing is
   */
  public static List<Problem> check(Path routes) {
    RouteFiles files = new RouteFiles(routes);
    files.checkAll();
    return files.problems.stream().sorted(Problem.IN_FILE_ORDER).toList();
  }

  /** What is wrong with the shape of one of them, in the words of a log line about that file. */
  public static List<RouteFault> faults(Path file) {
    Path place = Objects.requireNonNull(file.getParent());
    RouteFiles files = new RouteFiles(place);
    if (place.endsWith("kamelets")) {
      YamlReader.read(file, file.toString(), files.problems::add)
          .ifPresent(yaml -> files.kamelet(yaml, nameOf(file)));
    } else {
      files.check(file, nameOf(file));
    }
    return files.problems.stream()
        .sorted(Problem.IN_FILE_ORDER)
        .map(RouteFiles::fault)
        .distinct()
        .toList();
  }

  private static RouteFault fault(Problem problem) {
    String line = problem.line() > 0 ? "line " + problem.line() + ": " : "";
    String key = problem.key().isEmpty() ? "" : problem.key() + " ";
    String remedy = problem.remedy().replaceFirst("^did you mean (.*)\\?$", "write $1");
    return new RouteFault(line + key + problem.what(), remedy);
  }

  /** The files that {@link #check} found nothing wrong with, Kamelets included. */
  static List<YamlFile> read(Path routes) {
    RouteFiles files = new RouteFiles(routes);
    List<Path> all = new ArrayList<>();
    Path site = RouteSources.siteOf(routes);
    for (Path part : List.of(routes, routes.resolve("kamelets"), site, site.resolve("kamelets"))) {
      if (Files.isDirectory(part)) {
        all.addAll(files.filesIn(part));
      }
    }
    return all.stream()
        .filter(file -> nameOf(file).endsWith(".yaml"))
        .flatMap(file -> YamlReader.read(file, file.toString(), problem -> {}).stream())
        .toList();
  }

  private void checkAll() {
    if (!Files.isDirectory(directory)) {
      problem(
          directory.toString(),
          0,
          "there is no such directory, so nothing would happen",
          "restore it from the distribution");
      return;
    }
    if (!checkRoutes(directory)) {
      problem(
          directory.toString(), 0, "holds no *.yaml file", "restore the files of the distribution");
    }
    checkKamelets(directory.resolve("kamelets"));
    Path site = RouteSources.siteOf(directory);
    if (Files.isDirectory(site)) {
      checkRoutes(site);
    }
    checkKamelets(site.resolve("kamelets"));
  }

  /** Gives whether there is any. */
  @CanIgnoreReturnValue
  private boolean checkRoutes(Path place) {
    boolean any = false;
    for (Path file : filesIn(place)) {
      String name = nameOf(file);
      if (name.endsWith(".yaml")) {
        any = true;
        check(file, name);
      } else if (name.endsWith(".yml")) {
        problem(file.toString(), 0, "isn't loaded", "rename it to end in .yaml");
      } else if (OTHER_DSL.matcher(name).matches()) {
        problem(
            file.toString(),
            0,
            "isn't loaded, as routes are YAML here",
            "write it in YAML, in a file that ends in .yaml, or remove it");
      }
    }
    return any;
  }

  private void checkKamelets(Path kamelets) {
    if (!Files.isDirectory(kamelets)) {
      return;
    }
    for (Path file : filesIn(kamelets)) {
      String name = nameOf(file);
      if (name.endsWith(KameletShape.SUFFIX)) {
        YamlReader.read(file, file.toString(), problems::add)
            .ifPresent(yaml -> kamelet(yaml, name));
      } else if (name.endsWith(".yaml") || name.endsWith(".yml")) {
        problem(
            file.toString(),
            0,
            "is not found by Camel as a Kamelet",
            "rename it to end in " + KameletShape.SUFFIX);
      }
    }
  }

  private void check(Path file, String name) {
    Optional<YamlFile> read = YamlReader.read(file, file.toString(), problems::add);
    if (read.isEmpty()) {
      return;
    }
    YamlFile yaml = read.get();
    if (isOfABlock(name)) {
      problem(
          yaml.name(),
          0,
          "is a Kamelet, and no block of the configuration finds it here",
          "move it into " + Objects.requireNonNull(file.getParent()).resolve("kamelets"));
    }
    if (yaml.root().has("kind") || name.endsWith(KameletShape.SUFFIX)) {
      kamelet(yaml, name);
      return;
    }
    ViolationText wording = new ViolationText(yaml, schema, List.of());
    problems.addAll(wording.problems(schema.validate(yaml.root())));
    problems.addAll(Endpoint.tooLong(yaml));
    refuseBareItems(yaml);
    refuseInterceptedSends(yaml, yaml.root(), List.of());
    collectIds(yaml);
  }

  /** Whether a block of the configuration asks for it: a notifier's, or a DNS provider's. */
  private static boolean isOfABlock(String name) {
    return name.endsWith(Config.Notifier.SINK + KameletShape.SUFFIX)
        || name.endsWith(Config.Provider.ACTION + KameletShape.SUFFIX);
  }

  private void kamelet(YamlFile yaml, String name) {
    KameletShape.check(yaml, name, schema, problems::add);
    refuseInterceptedSends(yaml, yaml.root(), List.of());
    problems.addAll(Endpoint.tooLong(yaml));
  }

  /** The schema forgets to say that each item is a block. */
  private void refuseBareItems(YamlFile yaml) {
    for (int i = 0; i < yaml.root().size(); i++) {
      JsonNode item = yaml.root().path(i);
      if (yaml.root().isArray() && !(item.isObject() && item.size() > 0)) {
        problem(
            yaml.name(),
            yaml.line(List.of(i)),
            "the item says nothing that Camel could run",
            "write \"- route:\" with a route, or remove it");
      }
    }
  }

  /** Wherever it stands, in a configuration of routes too. */
  private void refuseInterceptedSends(YamlFile yaml, JsonNode node, List<Object> place) {
    node.properties()
        .forEach(
            entry -> {
              List<Object> inner = below(place, entry.getKey());
              if (entry.getKey().equals("interceptSendToEndpoint") && !entry.getValue().isArray()) {
                problem(
                    yaml.name(), yaml.line(inner), SendsIntercepted.WHAT, SendsIntercepted.REMEDY);
              }
              refuseInterceptedSends(yaml, entry.getValue(), inner);
            });
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      refuseInterceptedSends(yaml, node.get(i), below(place, i));
    }
  }

  private static List<Object> below(List<Object> place, Object step) {
    return Stream.concat(place.stream(), Stream.of(step)).toList();
  }

  private void collectIds(YamlFile yaml) {
    for (int i = 0; i < yaml.root().size(); i++) {
      for (String kind : List.of("route", "routeTemplate", "routeConfiguration")) {
        keepUnique(yaml, kind, List.of(i, kind, "id"));
      }
      JsonNode beans = yaml.at(List.of(i, "beans"));
      for (int bean = 0; bean < beans.size(); bean++) {
        keepUnique(yaml, "bean", List.of(i, "beans", bean, "name"));
      }
    }
  }

  private void keepUnique(YamlFile yaml, String kind, List<Object> place) {
    JsonNode id = yaml.at(place);
    if (!id.isTextual()) {
      return;
    }
    int line = yaml.line(place);
    String first = ids.putIfAbsent(List.of(kind, id.asText()), yaml.name() + ":" + line);
    if (first != null) {
      problem(
          yaml.name(),
          line,
          "the " + kind + " " + Quoting.quoted(id.asText()) + " is there already, at " + first,
          "give one of them another name");
    }
  }

  private List<Path> filesIn(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      problem(
          directory.toString(),
          0,
          "the user " + System.getProperty("user.name") + " may not look into it",
          "change its owner or mode (chown, chmod)");
      return List.of();
    }
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  private void problem(String file, int line, String what, String remedy) {
    problems.add(new Problem(file, line, "", what, remedy));
  }
}
