// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.RouteDefinition;

/** Routes that are made from a template, and can be made again when that has changed. */
public final class TemplateRoutes {
  /** What a route remembers its template by. */
  private static final String TEMPLATE = "madeFromTemplate";

  private TemplateRoutes() {}

  /** One that is to be made. */
  public static TemplatedRouteBuilder of(CamelContext context, String template, String id) {
    return TemplatedRouteBuilder.builder(context, template)
        .routeId(id)
        .parameter(TEMPLATE, template);
  }

  /** True if the route was made from this template. */
  public static boolean isOf(String template, RouteDefinition route) {
    return isOne(route) && template.equals(route.getTemplateParameters().get(TEMPLATE));
  }

  /** True if the route was made by {@link #of}. */
  public static boolean isOne(RouteDefinition route) {
    return route.getTemplateParameters() != null
        && route.getTemplateParameters().containsKey(TEMPLATE);
  }

  /** The same route once more, from its template as that is then. */
  public static TemplatedRouteBuilder again(CamelContext context, RouteDefinition route) {
    return TemplatedRouteBuilder.builder(
            context, String.valueOf(route.getTemplateParameters().get(TEMPLATE)))
        .routeId(route.getRouteId())
        .parameters(route.getRouteTemplateContext().getParameters());
  }
}
