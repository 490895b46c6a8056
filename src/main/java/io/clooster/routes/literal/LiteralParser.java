// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.literal;

import org.apache.camel.component.properties.DefaultPropertiesParser;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.properties.PropertiesLookup;
import org.apache.camel.component.properties.PropertiesParser;
import org.jspecify.annotations.Nullable;

/**
 * Resolves placeholders as Camel does, and keeps the backslashes of their values. Of those among
 * the last two characters of what it resolved Camel drops the first: it takes it for the escape of
 * a brace that is not there (PropertiesComponent.unescape in 4.18). One more at the end makes up
 * for it. It asks Camel's own parser, whose log is kept from showing values.
 */
final class LiteralParser implements PropertiesParser {
  private static final String DROPPED = "\\";

  private final PropertiesParser camels;

  private LiteralParser(PropertiesParser camels) {
    this.camels = camels;
  }

  /** From now on, placeholders are resolved so; but not where somebody else has a parser. */
  static void use(org.apache.camel.spi.PropertiesComponent properties) {
    if (properties instanceof PropertiesComponent component
        && component.getPropertiesParser().getClass() == DefaultPropertiesParser.class) {
      component.setPropertiesParser(new LiteralParser(component.getPropertiesParser()));
    }
  }

  @Override
  public @Nullable String parseUri(
      String text,
      PropertiesLookup properties,
      boolean fallback,
      boolean keepUnresolvedOptional,
      boolean nested) {
    String answer = camels.parseUri(text, properties, fallback, keepUnresolvedOptional, nested);
    return answer == null || answer.indexOf('\\') < 0 ? answer : answer + DROPPED;
  }

  @Override
  public @Nullable String parseProperty(
      String key, @Nullable String value, PropertiesLookup properties) {
    return camels.parseProperty(key, value, properties);
  }
}
