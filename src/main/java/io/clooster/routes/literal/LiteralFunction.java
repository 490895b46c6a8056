// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.literal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesFunction;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the placeholders of a text, and writes the whole for one place of an endpoint's URI. Its
 * argument is the text in hexadecimal UTF-8, since Camel would resolve a placeholder within it.
 */
final class LiteralFunction implements PropertiesFunction {
  private static final Pattern OPTIONAL = Pattern.compile("\\{\\{\\?([^{}:]+)}}");

  private final CamelContext context;
  private final Place place;

  LiteralFunction(CamelContext context, Place place) {
    this.context = context;
    this.place = place;
  }

  /** A placeholder by which Camel calls this function for a text with placeholders. */
  static String call(Place place, String text) {
    return "{{"
        + place.function()
        + ":"
        + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))
        + "}}";
  }

  @Override
  public String getName() {
    return place.function();
  }

  @Override
  public boolean lookupFirst(String argument) {
    return false;
  }

  /** True of an optional placeholder: without a value, Camel leaves its option out. */
  @Override
  public boolean optional(String argument) {
    return OPTIONAL.matcher(text(argument)).matches();
  }

  private static String text(String argument) {
    return new String(HexFormat.of().parseHex(argument), StandardCharsets.UTF_8);
  }

  /** The text as it is written there; null if it is an optional placeholder without a value. */
  @Override
  public @Nullable String apply(String argument) {
    String text = text(argument);
    Matcher optional = OPTIONAL.matcher(text);
    if (optional.matches()) {
      return context
          .getPropertiesComponent()
          .resolveProperty(optional.group(1))
          .map(place::write)
          .orElse(null);
    }
    return place.write(context.getPropertiesComponent().parseUri(text));
  }
}
