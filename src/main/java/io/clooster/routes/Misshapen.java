// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import io.clooster.call.FailureText;
import java.io.Serial;
import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** A file of routes holds what Camel can't make routes of. */
final class Misshapen extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient RouteFault fault;

  private Misshapen(RouteFault fault) {
    super(fault.what());
    this.fault = fault;
  }

  RouteFault fault() {
    return fault;
  }

  /** The same failure to load this file, in better words where a closer look has them. */
  static Exception told(Path file, Exception failure, CloserLook look) {
    if (!(FailureText.rootOf(failure) instanceof MarkedYamlEngineException)) {
      return failure;
    }
    List<RouteFault> faults = look.at(file);
    return faults.isEmpty() ? failure : new Misshapen(RouteFault.together(faults));
  }

  /** What Camel's reader of routes says itself. */
  static RouteFault of(MarkedYamlEngineException failure) {
    String problem = String.valueOf(failure.getProblem());
    String line =
        failure.getProblemMark().map(mark -> "line " + (mark.getLine() + 1) + ": ").orElse("");
    String name = problem.substring(problem.lastIndexOf(' ') + 1);
    if (problem.startsWith("Uri should not contains query parameters")) {
      return new RouteFault(
          line + "this uri has options of its own after the ?, and \"parameters\" beside it",
          "write all of them below \"parameters\"");
    } else if (problem.startsWith("Unsupported field: ")) {
      return new RouteFault(
          line + "the key \"" + name + "\" is unknown there", "correct or remove it");
    } else if (problem.startsWith("Unknown node id: ")) {
      return new RouteFault(line + "there is no step \"" + name + '"', "correct its name");
    } else if (problem.startsWith("Unable to find constructor for node")) {
      return new RouteFault(
          line + "what stands there is no step", "write one by its name, as in \"- log: hello\"");
    }
    return new RouteFault(line + problem, "correct what stands there");
  }
}
