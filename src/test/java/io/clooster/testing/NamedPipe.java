// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is none: who opens it waits for somebody at its other end. */
public final class NamedPipe {
  private NamedPipe() {}

  /** Makes one there. */
  public static void at(Path place) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("mkfifo", place.toString()).start().waitFor()).isZero();
  }
}
