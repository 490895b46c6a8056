// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTemplateTest {
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final Exchange exchange = new DefaultExchange(context);
  private final JsonTemplate template = new JsonTemplate();

  @AfterEach
  void stop() {
    context.stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a \"quoted\" word",
        "back\\slash\nand line\t",
        "${body} $simple{body} {{key}}",
        "+ % & ? # / RAW(x) ' ü \u2028 \uD83D\uDE00 \u0000",
        "\"}, \"admin\": true, {\"",
      })
  void whatAnExpressionGivesIsInItLetterByLetter(String text) throws Exception {
    exchange.getMessage().setBody(text);

    JsonNode body = filled("{\"text\": \"${body}\", \"both\": [\"<${body}>\"]}");

    assertThat(body.path("text").textValue()).isEqualTo(text);
    assertThat(body.path("both").get(0).textValue()).isEqualTo("<" + text + ">");
    assertThat(body.size()).isEqualTo(2);
  }

  @Test
  void whatIsNotThereIsLeftOut() throws Exception {
    exchange.setVariable("empty", "");

    JsonNode body =
        filled(
            "{\"a\": \"${header.none}\", \"b\": \"${variable.empty}\", \"c\": \"\","
                + " \"d\": [\"${header.none}\", 1], \"e\": null}");

    assertThat(body).hasToString("{\"c\":\"\",\"d\":[1],\"e\":null}");
  }

  @Test
  void otherThanTextsStayWhatTheyAre() throws Exception {
    exchange.setVariable("number", 7);
    exchange.setVariable("names", List.of("x", "y"));
    exchange.getMessage().setBody("bytes".getBytes(UTF_8));

    JsonNode body =
        filled(
            "{\"n\": \"${variable.number}\", \"t\": \"no ${variable.number}\", \"l\":"
                + " \"${variable.names}\", \"b\": \"${body}\", \"f\": false}");

    assertThat(body)
        .hasToString("{\"n\":7,\"t\":\"no 7\",\"l\":[\"x\",\"y\"],\"b\":\"bytes\",\"f\":false}");
  }

  @Test
  void aTemplateThatIsNoJsonIsRefused() {
    assertThatThrownBy(() -> filled("{\"a\": }"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the template of the body is no JSON: ");
  }

  private JsonNode filled(String text) throws IOException {
    return new ObjectMapper().readTree(template.fill(text, exchange));
  }
}
