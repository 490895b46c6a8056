// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import org.jspecify.annotations.Nullable;

/** The process's environment variables, as {@code System::getenv} gives them. */
@FunctionalInterface
public interface Environment {
  /** The variable's value, or null if it isn't set. */
  @Nullable String get(String name);
}
