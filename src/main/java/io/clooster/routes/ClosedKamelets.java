// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import io.clooster.routes.literal.LiteralKamelets;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteTemplateDefinition;

/**
 * Keeps a Kamelet to what stands in its file. Camel would give it what a {@code routeConfiguration}
 * without an id says for all routes, as soon as it is made anew: an {@code intercept} there would
 * step into each call of the DNS provider and of the notifiers.
 */
public final class ClosedKamelets extends ModelLifecycleStrategySupport {
  /** One that says nothing; in a context without it, none is as good. */
  private static final String PLAIN = "plain-errors";

  @Override
  public void onAddRouteTemplateDefinition(RouteTemplateDefinition template) {
    try {
      SendsIntercepted.check(template.getRoute());
    } catch (SendsIntercepted e) {
      throw new RuntimeCamelException(e);
    }
    if (LiteralKamelets.isKamelet(template)
        && template.getRoute().getRouteConfigurationId() == null) {
      template.getRoute().setRouteConfigurationId(PLAIN);
    }
  }
}
