// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import java.nio.file.Path;
import java.util.List;

/** Finds all that is wrong with the shape of a file, of which Camel tells the first thing. */
@FunctionalInterface
public interface CloserLook {
  /** Where nothing can look so closely. */
  CloserLook NONE = file -> List.of();

  /** What it finds, from top to bottom; nothing where the shape is right. */
  List<RouteFault> at(Path file);
}
