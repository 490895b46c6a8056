// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which operation stands behind which method and path. */
final class Routes {
  /** Carries out a request; the arguments are what stands for {@code {}} in the path. */
  interface Operation {
    ApiReply run(ReceivedRequest request, List<String> arguments);
  }

  private record Route(String method, List<String> path, Set<String> query, Operation operation) {
    /** The arguments, if this is the path. */
    Optional<List<String>> match(List<String> segments) {
      List<String> arguments = new ArrayList<>();
      if (path.size() != segments.size()) {
        return Optional.empty();
      }
      for (int i = 0; i < path.size(); i++) {
        if (path.get(i).equals("{}") && !segments.get(i).isEmpty()) {
          arguments.add(segments.get(i));
        } else if (!path.get(i).equals(segments.get(i))) {
          return Optional.empty();
        }
      }
      return Optional.of(arguments);
    }
  }

  private final ApiRules rules;
  private final List<Route> routes = new ArrayList<>();

  Routes(ApiRules rules) {
    this.rules = rules;
  }

  /**
   * Adds an operation.
   *
   * @param path below the base; a slash at its end counts
   * @param query the parameters that it knows; another one is refused, as a misspelled filter that
   *     is ignored gives away more than was asked for (the fakes' own rule)
   */
  Routes on(String method, String path, Operation operation, String... query) {
    List<String> segments = Arrays.asList((rules.base() + path).substring(1).split("/", -1));
    routes.add(new Route(method, segments, Set.of(query), operation));
    return this;
  }

  ApiReply answer(ReceivedRequest request) {
    boolean known = false;
    for (Route route : routes) {
      Optional<List<String>> arguments = route.match(request.segments());
      if (arguments.isPresent() && route.method().equals(request.method())) {
        for (String parameter : request.query().keySet()) {
          if (!route.query().contains(parameter)) {
            throw rules.refusal(400, "Unknown query parameter: " + parameter);
          }
        }
        return route.operation().run(request, arguments.get());
      }
      known |= arguments.isPresent();
    }
    throw known
        ? rules.refusal(405, "Method not allowed")
        : rules.refusal(404, "The resource could not be found.");
  }
}
