// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.CliConnectorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps secrets out of Camel's consoles, and out of the status file of its command line. There is
 * one such file for each process: inside another application it is the host's, and a context that
 * is made aside, to try out what was saved, must not take it with it when it ends.
 */
final class OperatorsConsoles extends MainListenerSupport {
  /** The property of a context that is made aside. */
  static final String ASIDE = "aside";

  private @Nullable MaskedConsoles consoles;

  @Override
  public void beforeInitialize(BaseMainSupport main) {
    CamelContext context = main.getCamelContext();
    consoles = MaskedConsoles.install(context);
    @Nullable CliConnectorFactory commandLine =
        context.getCamelContextExtension().getContextPlugin(CliConnectorFactory.class);
    if (commandLine != null && (has("embedded", context) || has(ASIDE, context))) {
      commandLine.setEnabled(false);
    }
  }

  private static boolean has(String property, CamelContext context) {
    return context.getPropertiesComponent().resolveProperty(property).isPresent();
  }

  @Override
  public void afterConfigure(BaseMainSupport main) {
    if (consoles != null) {
      consoles.configured();
    }
  }
}
