// SPDX-License-Identifier: Apache-2.0
package io.clooster.program;

import io.clooster.call.InPlainWords;
import java.io.IOException;

/** A program that can't be run, does not end well or in time, or can't be read. */
public final class ProgramFailure extends IOException implements InPlainWords {
  private static final long serialVersionUID = 1L;

  ProgramFailure(String message) {
    super(message);
  }
}
