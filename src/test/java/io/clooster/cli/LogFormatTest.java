// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class LogFormatTest {
  private static final String LEVEL = "org.slf4j.simpleLogger.log.";

  @ParameterizedTest
  @CsvSource({
    "'', TEXT",
    "run clooster.json, TEXT",
    "run --log-format text, TEXT",
    "run --log-format, TEXT",
    "run json, TEXT",
    "run --log-format json, JSON",
    "run --log-format=JSON clooster.json, JSON",
  })
  void theCommandLineSaysWhich(String line, LogFormat format) {
    assertThat(LogFormat.askedFor(line.split(" "))).isEqualTo(format);
  }

  @Test
  void bothShowTheSame() throws Exception {
    Map<String, String> asText = new TreeMap<>();
    var text = new Properties();
    try (var in = resource("log.properties")) {
      text.load(in);
    }
    text.forEach((name, level) -> asText.put(name.toString().replace(LEVEL, ""), level.toString()));
    asText.keySet().removeIf(name -> name.startsWith("org.slf4j.simpleLogger."));

    Map<String, String> asJson = new TreeMap<>();
    try (var in = resource("log-json.xml")) {
      var loggers =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(in)
              .getElementsByTagName("logger");
      for (int i = 0; i < loggers.getLength(); i++) {
        var logger = (Element) loggers.item(i);
        if (logger.hasAttribute("name")) {
          asJson.put(logger.getAttribute("name"), logger.getAttribute("level"));
        }
      }
    }

    assertThat(asJson).isNotEmpty().isEqualTo(asText);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-12-02T04:12:09.000Z", "2026-12-02T04:12:09.318Z"})
  void aTimeHasAlwaysTheSameWidth(String time) throws Exception {
    var context = new LoggerContext();
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    try (var in = resource("log-json.xml")) {
      configurator.doConfigure(in);
    }
    var event =
        new LoggingEvent("", context.getLogger("clooster"), Level.INFO, "hello", null, null);
    event.setMDCPropertyMap(Map.of());
    event.setInstant(Instant.parse(time).plusNanos(4000));

    var output =
        (OutputStreamAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("output");

    assertThat(new String(output.getEncoder().encode(event), UTF_8))
        .contains("\"time\":\"" + time + "\"");
  }

  private static InputStream resource(String name) throws IOException {
    return LogFormat.class.getResourceAsStream(name);
  }
}
