// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.util.Arrays;
import java.util.stream.Stream;

/** The kinds of actions that there are, those of a family each for itself. */
public final class ActionKinds {
  private ActionKinds() {}

  public static Stream<Class<?>> all() {
    return Arrays.stream(Action.class.getPermittedSubclasses())
        .flatMap(
            kind ->
                kind.isSealed() ? Arrays.stream(kind.getPermittedSubclasses()) : Stream.of(kind));
  }
}
