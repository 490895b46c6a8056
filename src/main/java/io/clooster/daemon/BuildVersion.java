// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.util.Objects;

/** The version of this build. */
public final class BuildVersion {
  private BuildVersion() {}

  /** As the jar says it; "(not packaged)" of classes that are in none. */
  public static String get() {
    return Objects.requireNonNullElse(
        BuildVersion.class.getPackage().getImplementationVersion(), "(not packaged)");
  }
}
