// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.literal;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/**
 * Sees each Kamelet when it is loaded, and lets its endpoints get the values of its properties
 * letter by letter: Camel itself puts them into the URI as text, so that a {@code +} arrives as a
 * blank, and a {@code &} begins another option.
 */
public final class LiteralKamelets extends ModelLifecycleStrategySupport {
  @Override
  public void onAddRouteTemplateDefinition(RouteTemplateDefinition template) {
    if (!isKamelet(template)) {
      return;
    }
    FromDefinition from = template.getRoute().getInput();
    List<ProcessorDefinition<?>> steps = template.getRoute().getOutputs();
    Collection<SendDefinition<?>> sends = all(steps, SendDefinition.class);
    functions(template.getCamelContext());
    EndpointText text =
        new EndpointText(
            parameters(template).stream()
                .map(RouteTemplateParameterDefinition::getName)
                .collect(Collectors.toSet()));
    from.setUri(text.rewritten(from.getUri()));
    sends.forEach(send -> send.setUri(text.rewritten(send.getUri())));
    for (PollDefinition poll : all(steps, PollDefinition.class)) {
      poll.setUri(text.rewritten(poll.getUri()));
    }
    for (ToDynamicDefinition send : all(steps, ToDynamicDefinition.class)) {
      send.setUri(text.rewritten(send.getUri()));
    }
  }

  /** A Kamelet need not have properties. */
  private static List<RouteTemplateParameterDefinition> parameters(
      RouteTemplateDefinition template) {
    return Objects.requireNonNullElse(template.getTemplateParameters(), List.of());
  }

  /** Whether it begins or ends at the route that calls it. */
  public static boolean isKamelet(RouteTemplateDefinition template) {
    Collection<SendDefinition<?>> sends =
        all(template.getRoute().getOutputs(), SendDefinition.class);
    return isKamelet(template.getRoute().getInput().getUri(), "source")
        || sends.stream().anyMatch(send -> isKamelet(send.getUri(), "sink"));
  }

  private static boolean isKamelet(String uri, String end) {
    return uri.startsWith("kamelet:" + end) || uri.startsWith("kamelet://" + end);
  }

  private static void functions(CamelContext context) {
    LiteralParser.use(context.getPropertiesComponent());
    for (Place place : Place.values()) {
      if (!context.getPropertiesComponent().hasPropertiesFunction(place.function())) {
        context.getPropertiesComponent().addPropertiesFunction(new LiteralFunction(context, place));
      }
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <T> Collection<T> all(List<ProcessorDefinition<?>> steps, Class<? super T> type) {
    return (Collection<T>) (Collection) ProcessorDefinitionHelper.filterTypeInOutputs(steps, type);
  }
}
