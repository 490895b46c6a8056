// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.reload;

import io.clooster.routes.RouteFault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Makes all routes of some files, and starts none of them. */
@FunctionalInterface
public interface Trial {
  /** What can't be made of files that hold this; empty if all can. */
  List<Failure> of(Map<Path, byte[]> texts);

  /**
   * Something that can't be made.
   *
   * @param file its file; empty if it is not known
   * @param route its id; empty if it is not known
   */
  record Failure(String file, String route, RouteFault fault) {}
}
