// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What is shipped is written in the one form that visual designers (Karavan, Kaoto) read and write:
 * no step and no expression is shortened to a text, and no option stands in a URI. Besides, it
 * holds Camel's schema, which {@code InstalledRoutesTest} sees to.
 */
class CanonicalYamlTest {
  private static final Set<String> LANGUAGES = Set.of("simple", "constant", "method", "ref");

  /** Below these, Camel's model has a language without an {@code expression} around it. */
  private static final Set<String> HOLDERS =
      Set.of("expression", "handled", "continued", "correlationExpression");

  private final List<String> shortened = new ArrayList<>();

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void nothingIsShortened(String file) {
    look(new Load(LoadSettings.builder().build()).loadFromString(ShippedRoutes.get().text(file)));

    assertThat(shortened).isEmpty();
  }

  static Stream<String> files() {
    return ShippedRoutes.get().files().stream().filter(file -> file.endsWith(".yaml"));
  }

  private void look(Object yaml) {
    if (yaml instanceof List<?> items) {
      items.forEach(this::look);
    } else if (yaml instanceof Map<?, ?> entries) {
      entries.forEach((key, value) -> look(String.valueOf(key), value));
    }
  }

  private void look(String key, Object value) {
    if (key.equals("steps")) {
      ((List<?>) value).forEach(this::step);
    }
    if (key.equals("uri") && value.toString().contains("?")) {
      shortened.add("options in " + value);
    }
    // An option, the bean of a policy, or a part of a language may be called like one.
    if (value instanceof Map<?, ?> entries
        && !Set.of("parameters", "policy").contains(key)
        && !LANGUAGES.contains(key)) {
      for (Object language : entries.keySet()) {
        if (LANGUAGES.contains(language)
            && (!HOLDERS.contains(key) || !(entries.get(language) instanceof Map))) {
          shortened.add(language + " in " + key + ": " + entries.get(language));
        }
      }
    }
    look(value);
  }

  private void step(Object step) {
    if (!(step instanceof Map<?, ?> one)
        || one.size() != 1
        || !(one.values().iterator().next() instanceof Map)) {
      shortened.add("step " + step);
    }
  }
}
