// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Loads a file of routes in two steps: what it declares (beans, templates, configurations of
 * routes) at once, while each of its routes is handed back to be made alone, so that one that is
 * broken does not take the others with it.
 */
public final class RouteLoader {
  private final CamelContext context;

  /** What was declared by this loader, and may so be declared again by another attempt. */
  private final Set<String> declared = new HashSet<>();

  /** For one context. */
  public RouteLoader(CamelContext context) {
    this.context = context;
  }

  /**
   * Declares what the file declares.
   *
   * @return its routes, none of them made
   * @throws RouteSource.Unusable if it is no file of routes
   * @throws NameTaken if it has a name in it that is taken; then nothing is declared
   * @throws Exception whatever Camel, or a bean's own code, has to say against it
   */
  public List<RouteDefinition> load(Path file) throws Exception {
    return load(file, RouteSource.read(file).getBytes(UTF_8));
  }

  /** The same for a file that is to hold this text. */
  public List<RouteDefinition> load(Path file, byte[] text) throws Exception {
    refuseNamesTaken(text);
    List<RouteDefinition> routes = new ArrayList<>();
    Resource source = ResourceHelper.fromBytes(file.toUri().toString(), text);
    for (RoutesBuilder builder : PluginHelper.getRoutesLoader(context).findRoutesBuilders(source)) {
      if (builder instanceof RouteBuilder each) {
        each.addLifecycleInterceptor(refusing());
        each.addLifecycleInterceptor(aside(routes, route -> true));
      }
      if (builder instanceof RouteConfigurationsBuilder configurations) {
        configurations.addRouteConfigurationsToCamelContext(context);
      }
      if (builder instanceof RouteConfigurationBuilder each) {
        keep(each.getRouteConfigurationCollection().getRouteConfigurations(), source);
      }
      context.addRoutes(builder);
      addTemplated(builder);
    }
    return routes;
  }

  private void keep(List<RouteConfigurationDefinition> declared, Resource source)
      throws SendsIntercepted {
    try {
      SendsIntercepted.check(declared);
    } catch (SendsIntercepted e) {
      Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
      model.getRouteConfigurationDefinitions().removeAll(declared);
      throw e;
    }
    declared.forEach(each -> each.setResource(source));
  }

  /** Before anything is made of a file. */
  private static RouteBuilderLifecycleStrategy refusing() {
    return new RouteBuilderLifecycleStrategy() {
      @Override
      public void afterConfigure(RouteBuilder file) {
        try {
          SendsIntercepted.check(file);
        } catch (SendsIntercepted e) {
          throw new RuntimeCamelException(e);
        }
      }
    };
  }

  /** Camel makes and starts these by itself; one that takes a queue is refused before that. */
  private void addTemplated(RoutesBuilder builder) throws Exception {
    Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
    ModelLifecycleStrategySupport guard =
        new ModelLifecycleStrategySupport() {
          @Override
          public void onAddRouteDefinition(RouteDefinition route) {
            try {
              QueueTaken.check(route, model.getRouteDefinitions());
            } catch (QueueTaken e) {
              throw new RuntimeCamelException(e);
            }
          }
        };
    model.addModelLifecycleStrategy(guard);
    try {
      context.addTemplatedRoutes(builder);
    } finally {
      model.removeModelLifecycleStrategy(guard);
    }
  }

  /** Takes out of each file that is loaded the routes that are wanted, and keeps them. */
  static RouteBuilderLifecycleStrategy aside(
      List<RouteDefinition> kept, Predicate<RouteDefinition> wanted) {
    return new RouteBuilderLifecycleStrategy() {
      @Override
      public void afterConfigure(RouteBuilder builder) {
        List<RouteDefinition> routes = builder.getRouteCollection().getRoutes();
        List<RouteDefinition> found = routes.stream().filter(wanted).toList();
        kept.addAll(found);
        routes.removeAll(found);
      }
    };
  }

  private void refuseNamesTaken(byte[] text) throws Exception {
    Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
    List<String> names = new ArrayList<>();
    Object yaml = RouteSource.items(RouteSource.decode(text));
    if (at(yaml, "metadata") instanceof Map<?, ?> metadata) {
      String name = String.valueOf(metadata.get("name"));
      refuse(model.getRouteTemplateDefinition(name) != null, "Kamelet", name, names);
    }
    if (yaml instanceof List<?> items) {
      for (Object item : items) {
        SendsIntercepted.check(item);
        refuse(item, model, names);
      }
    }
    declared.addAll(names);
  }

  private void refuse(Object item, Model model, List<String> names) throws NameTaken {
    if (at(item, "beans") instanceof List<?> beans) {
      for (Object bean : beans) {
        String name = String.valueOf(at(bean, "name"));
        refuse(context.getRegistry().lookupByName(name) != null, "bean", name, names);
      }
    }
    String template = String.valueOf(at(at(item, "routeTemplate"), "id"));
    refuse(model.getRouteTemplateDefinition(template) != null, "routeTemplate", template, names);
    String errors = String.valueOf(at(at(item, "routeConfiguration"), "id"));
    refuse(OwnErrors.configuration(errors, model).isPresent(), "routeConfiguration", errors, names);
  }

  private void refuse(boolean taken, String kind, String name, List<String> names)
      throws NameTaken {
    if (taken && !declared.contains(kind + " " + name)) {
      throw new NameTaken("there is a " + kind + " \"" + name + "\" already");
    }
    names.add(kind + " " + name);
  }

  private static Object at(Object map, String key) {
    Object value = map instanceof Map<?, ?> entries ? entries.get(key) : null;
    return value == null ? "" : value;
  }
}
