// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.reload;

import io.clooster.routes.RouteFault;
import java.io.Serial;

/** What was saved can't take the place of what runs. */
final class BrokenSave extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient RouteFault fault;

  BrokenSave(RouteFault fault) {
    super(fault.what());
    this.fault = fault;
  }

  BrokenSave(String what, String remedy) {
    this(new RouteFault(what, remedy));
  }

  RouteFault fault() {
    return fault;
  }
}
