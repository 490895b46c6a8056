// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.CliConnectorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps secrets out of Camel's consoles, and out of the status file of its command line. Inside
 * another application that file is the host's, as there is one for each process.
 */
final class OperatorsConsoles extends MainListenerSupport {
  private @Nullable MaskedConsoles consoles;

  @Override
  public void beforeInitialize(BaseMainSupport main) {
    CamelContext context = main.getCamelContext();
    consoles = MaskedConsoles.install(context);
    @Nullable CliConnectorFactory commandLine =
        context.getCamelContextExtension().getContextPlugin(CliConnectorFactory.class);
    if (commandLine != null
        && context.getPropertiesComponent().resolveProperty("embedded").isPresent()) {
      commandLine.setEnabled(false);
    }
  }

  @Override
  public void afterConfigure(BaseMainSupport main) {
    if (consoles != null) {
      consoles.configured();
    }
  }
}
