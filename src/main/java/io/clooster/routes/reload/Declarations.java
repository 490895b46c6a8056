// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.reload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.routes.RouteLoader;
import io.clooster.routes.reload.RouteText.Item;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;

/**
 * What files declare for routes: templates, Kamelets, configurations, beans. Each can be declared
 * anew, but for the beans of shipped files: the decision and the connections live on.
 */
final class Declarations {
  private final ModelCamelContext context;

  Declarations(ModelCamelContext context) {
    this.context = context;
  }

  /** Forgets what this file declared. */
  void remove(RouteText text) throws Exception {
    for (Item item : text.items().keySet()) {
      switch (item.kind()) {
        case RouteText.TEMPLATE, RouteText.KAMELET -> removeTemplates(item.name());
        case RouteText.CONFIGURATION -> removeConfigurations(item, text.file());
        case RouteText.BEAN -> {
          if (!text.shipped()) {
            context.getRegistry().unbind(item.name());
          }
        }
        default -> {
          // Nothing that outlives the routes of its file.
        }
      }
    }
  }

  /** Declares what the file declares, and gives back its routes, none of them made. */
  List<RouteDefinition> load(RouteText text) throws Exception {
    String left = withoutKnownBeans(text);
    return left.isEmpty()
        ? List.of()
        : new RouteLoader(context).load(text.file(), left.getBytes(UTF_8));
  }

  private void removeTemplates(String id) throws Exception {
    for (RouteTemplateDefinition each : List.copyOf(context.getRouteTemplateDefinitions())) {
      if (id.equals(each.getId())) {
        context.removeRouteTemplateDefinition(each);
      }
    }
  }

  /** One without an id is known by its file. */
  private void removeConfigurations(Item item, Path file) {
    String place = file.toUri().toString();
    context
        .getRouteConfigurationDefinitions()
        .removeIf(
            each ->
                item.isUnnamed()
                    ? each.getId() == null
                        && each.getResource() != null
                        && place.equals(each.getResource().getLocation())
                    : item.name().equals(each.getId()));
  }

  /** Empty if nothing else is in it. */
  private String withoutKnownBeans(RouteText text) {
    List<String> known =
        text.shipped()
            ? text.names(RouteText.BEAN).stream()
                .filter(name -> context.getRegistry().lookupByName(name) != null)
                .toList()
            : List.of();
    if (known.isEmpty()) {
      return text.text();
    }
    List<Object> left = new ArrayList<>();
    text.items()
        .forEach(
            (item, value) -> {
              if (!item.kind().equals(RouteText.BEAN)) {
                left.add(Map.of(item.kind(), value));
              } else if (!known.contains(item.name())) {
                left.add(Map.of("beans", List.of(value)));
              }
            });
    return left.isEmpty() ? "" : new Dump(DumpSettings.builder().build()).dumpToString(left);
  }
}
