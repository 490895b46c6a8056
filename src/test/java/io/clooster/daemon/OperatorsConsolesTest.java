// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.call.Redaction;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.CliConnectorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of the tools that somebody put on the class path Clooster's context takes part in. */
class OperatorsConsolesTest {
  private final AtomicBoolean enabled = new AtomicBoolean(true);

  @ParameterizedTest
  @CsvSource({"embedded, false", "aside, false", "other, true"})
  void onlyTheDaemonWritesTheStatusFileOfItsProcess(String property, boolean writes) {
    var main = new Main();
    main.setDefaultPropertyPlaceholderLocation("false");
    main.addInitialProperty(property, "true");
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void beforeInitialize(BaseMainSupport started) {
            started
                .getCamelContext()
                .getCamelContextExtension()
                .addContextPlugin(CliConnectorFactory.class, commandLine());
          }
        });
    main.addMainListener(new OperatorsConsoles());

    main.init();

    assertThat(enabled.get()).isEqualTo(writes);
    main.stop();
  }

  @Test
  void theAnswerOfAConsoleKeepsItsShapeAndLosesItsSecrets() {
    Redaction.hide(List.of("hunter2-hunter2"));

    assertThat(
            MaskedJson.of(
                Map.of(
                    "key", List.of("a hunter2-hunter2", 5, true),
                    "hunter2-hunter2", Map.of("in", new StringBuilder("hunter2-hunter2")))))
        .isEqualTo(Map.of("key", Arrays.asList("a ***", 5, true), "***", Map.of("in", "***")));
    assertThat(MaskedJson.of("token hunter2-hunter2\n")).isEqualTo("token ***\n");
  }

  private CliConnectorFactory commandLine() {
    return (CliConnectorFactory)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {CliConnectorFactory.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("setEnabled")) {
                enabled.set((Boolean) arguments[0]);
              }
              return method.getName().equals("isEnabled") ? enabled.get() : null;
            });
  }
}
