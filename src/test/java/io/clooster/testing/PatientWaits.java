// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What is awaited without a word on how long may take half a minute: several tests run side by
 * side, and the machine may have other work. It costs time only where a test fails. JUnit finds it
 * by itself, for all classes.
 */
public final class PatientWaits implements BeforeAllCallback {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(PATIENCE);
  }
}
