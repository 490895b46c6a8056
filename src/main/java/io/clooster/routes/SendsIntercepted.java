// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import java.io.Serial;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.InterceptSendToEndpointDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteConfigurationDefinition;

/**
 * Somebody wants to step in wherever something is sent. To Camel an {@code interceptSendToEndpoint}
 * is for the whole context, in whichever file it stands, and it stays when that file is gone: it
 * would reach what the failover sends.
 */
public final class SendsIntercepted extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /** What is wrong with it. */
  public static final String WHAT =
      "an interceptSendToEndpoint is for all that is sent, by the failover too, and can't be taken"
          + " back";

  /** What to do about it. */
  public static final String REMEDY =
      "remove it: write the step before the \"to:\" of your own route, or read the topic"
          + " seda:clooster-actions";

  private SendsIntercepted() {
    super(WHAT);
  }

  /** Lets an item of a file pass that is none; Camel would only say where in the file it stands. */
  static void check(Object item) throws SendsIntercepted {
    if (item instanceof Map<?, ?> entries && entries.containsKey("interceptSendToEndpoint")) {
      throw new SendsIntercepted();
    }
  }

  /** Lets a file pass that steps in nowhere; it has been read, and nothing is made of it. */
  static void check(RouteBuilder file) throws SendsIntercepted {
    if (!file.getRouteCollection().getInterceptSendTos().isEmpty()) {
      throw new SendsIntercepted();
    }
    for (ProcessorDefinition<?> route : file.getRouteCollection().getRoutes()) {
      check(route);
    }
  }

  /** Lets configurations of routes pass that step in nowhere. */
  static void check(List<RouteConfigurationDefinition> configurations) throws SendsIntercepted {
    for (RouteConfigurationDefinition each : configurations) {
      if (!each.getInterceptSendTos().isEmpty()) {
        throw new SendsIntercepted();
      }
    }
  }

  /** Lets a route pass that has no such step. */
  static void check(ProcessorDefinition<?> route) throws SendsIntercepted {
    Collection<?> found =
        ProcessorDefinitionHelper.filterTypeInOutputs(
            List.of(route), InterceptSendToEndpointDefinition.class);
    if (!found.isEmpty()) {
      throw new SendsIntercepted();
    }
  }
}
