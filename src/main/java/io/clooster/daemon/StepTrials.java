// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.daemon.TrialBuild.Failure;
import io.clooster.routes.RouteFault;
import io.clooster.routes.RouteLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.model.ModelCamelContext;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Finds all mistakes in a route that can't be made, of which Camel names the first: the place that
 * it reads from, and each of its steps, are tried alone. It starts none of them.
 */
final class StepTrials {
  private static final LoadSettings SETTINGS = LoadSettings.builder().build();
  private static final String STEPS = "steps";

  /** In the place of steps that have a trial of their own. */
  private static final Object NOTHING = List.of(Map.of("stop", Map.of()));

  private final ModelCamelContext context;
  private final Path file;
  private final String route;
  private final Node root;
  private final List<Failure> failures = new ArrayList<>();
  private int trials;

  private StepTrials(ModelCamelContext context, Path file, String route, Node root) {
    this.context = context;
    this.file = file;
    this.route = route;
    this.root = root;
  }

  /** What is wrong with the route of this id, each with its line; empty if nothing is alone. */
  static List<Failure> of(ModelCamelContext context, Path file, byte[] text, String route) {
    String yaml = new String(text, UTF_8);
    Optional<Node> root = new Compose(SETTINGS).composeString(yaml);
    if (root.isPresent() && new Load(SETTINGS).loadFromString(yaml) instanceof List<?> items) {
      for (int i = 0; i < items.size(); i++) {
        if (items.get(i) instanceof Map<?, ?> item
            && item.get("route") instanceof Map<?, ?> found
            && route.equals(found.get("id"))
            && found.get("from") instanceof Map<?, ?> from) {
          StepTrials trials = new StepTrials(context, file, route, root.get());
          trials.all(from, List.of(i, "route", "from"));
          return trials.failures;
        }
      }
    }
    return List.of();
  }

  private void all(Map<?, ?> from, List<Object> place) {
    Map<Object, Object> input = new LinkedHashMap<>(from);
    input.put(STEPS, NOTHING);
    run(input, place);
    steps(from, place);
  }

  /** Of those in others, too. */
  private void steps(Object node, List<Object> place) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (STEPS.equals(key) && value instanceof List<?> steps) {
              for (int i = 0; i < steps.size(); i++) {
                run(
                    Map.of(
                        "uri",
                        "direct:clooster-trial-" + route + "-" + trials,
                        STEPS,
                        List.of(withoutSteps(steps.get(i)))),
                    at(at(place, key), i));
              }
            }
            steps(value, at(place, key));
          });
    } else if (node instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        steps(list.get(i), at(place, i));
      }
    }
  }

  private static Object withoutSteps(Object node) {
    if (node instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((key, value) -> copy.put(key, STEPS.equals(key) ? NOTHING : withoutSteps(value)));
      return copy;
    }
    return node instanceof List<?> list
        ? list.stream().map(StepTrials::withoutSteps).toList()
        : node;
  }

  private void run(Map<?, ?> from, List<Object> place) {
    String id = route + "-trial-" + trials++;
    List<?> alone = List.of(Map.of("route", Map.of("id", id, "from", from)));
    try {
      String text = new Dump(DumpSettings.builder().build()).dumpToString(alone);
      context.startRouteDefinitions(new RouteLoader(context).load(file, text.getBytes(UTF_8)));
    } catch (Exception | LinkageError | StackOverflowError e) {
      failures.add(
          new Failure(
              String.valueOf(file.getFileName()), line(root, place), route, RouteFault.of(e)));
    }
  }

  private static List<Object> at(List<Object> place, Object step) {
    List<Object> longer = new ArrayList<>(place);
    longer.add(step);
    return longer;
  }

  /** Of what stands there, from 1. */
  private static int line(Node root, List<Object> place) {
    Node node = root;
    for (Object step : place) {
      if (node instanceof SequenceNode list && step instanceof Integer at) {
        node = list.getValue().get(at);
      } else if (node instanceof MappingNode map) {
        for (NodeTuple each : map.getValue()) {
          if (each.getKeyNode() instanceof ScalarNode key && key.getValue().equals(step)) {
            node = each.getValueNode();
          }
        }
      }
    }
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
