// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.model.errorhandler.RefErrorHandlerDefinition;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes the failures of the user's own routes out of Camel's hands, which writes a stack trace or
 * two for each, to {@link OwnFailures}. An error handler that the user wrote stays as it is.
 */
final class OwnErrors {
  private final OwnFailures failures;
  private final Set<String> routes = ConcurrentHashMap.newKeySet();

  OwnErrors(OwnFailures failures) {
    this.failures = failures;
  }

  /** Hears of them from now on. */
  void join(CamelContext context) throws Exception {
    EventNotifierSupport failed = new Failed();
    failed.setIgnoreCamelContextInitEvents(true);
    failed.setIgnoreCamelContextEvents(true);
    failed.setIgnoreRouteEvents(true);
    failed.setIgnoreServiceEvents(true);
    failed.setIgnoreExchangeCreatedEvent(true);
    failed.setIgnoreExchangeCompletedEvent(true);
    failed.setIgnoreExchangeRedeliveryEvents(true);
    failed.setIgnoreExchangeSentEvents(true);
    failed.setIgnoreExchangeSendingEvents(true);
    failed.setIgnoreStepEvents(true);
    failed.start();
    context.getManagementStrategy().addEventNotifier(failed);
    context.addLifecycleStrategy(new Added());
  }

  /** One that is about to be added. */
  void mind(CamelContext context, RouteDefinition route) {
    routes.add(String.valueOf(route.getRouteId()));
    boolean own =
        (route.isErrorHandlerFactorySet() && !isPlain(route.getErrorHandlerFactory()))
            || hasHandler(context, route.getRouteConfigurationId());
    if (!own) {
      route.setErrorHandlerFactory(
          new DefaultErrorHandlerDefinition()
              .logExhausted(false)
              .loggingLevel(LoggingLevel.OFF)
              .retriesExhaustedLogLevel(LoggingLevel.OFF));
    }
  }

  /** What Camel gives to a route for which none is written. */
  private static boolean isPlain(ErrorHandlerFactory handler) {
    return (handler instanceof RefErrorHandlerDefinition named
            && RefErrorHandlerDefinition.DEFAULT_ERROR_HANDLER_BUILDER.equals(named.getRef()))
        || (handler instanceof DefaultErrorHandlerDefinition plain && !plain.hasRedeliveryPolicy());
  }

  private static boolean hasHandler(CamelContext context, @Nullable String configurations) {
    Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
    return configurations == null
        ? model.getRouteConfigurationDefinitions().stream()
            .filter(each -> each.getId() == null)
            .anyMatch(each -> each.getErrorHandler() != null)
        : Stream.of(configurations.split(",", -1))
            .flatMap(id -> configuration(id.strip(), model).stream())
            .anyMatch(each -> each.getErrorHandler() != null);
  }

  /** Camel's own way to find it gives an id to each that has none, which changes what it is for. */
  static Optional<RouteConfigurationDefinition> configuration(String id, Model model) {
    return model.getRouteConfigurationDefinitions().stream()
        .filter(each -> id.equals(each.getId()))
        .findAny();
  }

  /** What no route minded in the end. */
  private final class Failed extends EventNotifierSupport {
    @Override
    public void notify(CamelEvent event) {
      if (event instanceof CamelEvent.ExchangeFailedEvent failed) {
        Exchange exchange = failed.getExchange();
        String at = exchange.getProperty(ExchangePropertyKey.FAILURE_ROUTE_ID, String.class);
        String from = exchange.getFromRouteId();
        if (from != null && routes.contains(from) && exchange.getException() != null) {
          failures.add(at == null ? from : at, exchange.getException());
        }
      }
    }
  }

  /** Gives the endpoint that a route begins with a handler of ours. */
  private final class Added extends LifecycleStrategySupport {
    @Override
    public void onRoutesAdd(Collection<Route> added) {
      for (Route route : added) {
        if (routes.contains(route.getId())
            && route.getConsumer() instanceof DefaultConsumer consumer) {
          consumer.setExceptionHandler(new Quiet(route.getId()));
        }
      }
    }
  }

  /** Of an exchange that failed {@link Failed} hears, too. */
  private final class Quiet implements ExceptionHandler {
    private final String route;

    private Quiet(String route) {
      this.route = route;
    }

    @Override
    public void handleException(Throwable failure) {
      failures.add(route, failure);
    }

    @Override
    public void handleException(String message, Throwable failure) {
      failures.add(route, failure);
    }

    @Override
    public void handleException(String message, @Nullable Exchange exchange, Throwable failure) {
      if (exchange == null || exchange.getException() == null) {
        failures.add(route, failure);
      }
    }
  }
}
