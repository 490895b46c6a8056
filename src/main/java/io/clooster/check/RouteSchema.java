// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** Camel's schema of its YAML routes, of exactly the Camel that will run them. */
final class RouteSchema {
  private static final String RESOURCE = "/schema/camelYamlDsl.json";

  private final JsonNode document;
  private final JsonSchema schema;

  private RouteSchema(JsonNode document) {
    this.document = document;
    JsonMetaSchema draft4 =
        JsonMetaSchema.builder(JsonMetaSchema.getV4())
            .keyword(new NonValidationKeyword("deprecated"))
            .build();
    this.schema =
        JsonSchemaFactory.builder()
            .defaultMetaSchemaIri(draft4.getIri())
            .metaSchema(draft4)
            .build()
            .getSchema(document, frugal());
  }

  /**
   * The schema refers to itself everywhere: unrolled ahead of time, it fills hundreds of megabytes.
   */
  private static SchemaValidatorsConfig frugal() {
    return SchemaValidatorsConfig.builder()
        .locale(Locale.ENGLISH)
        .preloadJsonSchema(false)
        .cacheRefs(false)
        .build();
  }

  /** Read once, as that takes about a second. */
  private static final class Loaded {
    static final RouteSchema SCHEMA = load();
  }

  static RouteSchema get() {
    return Loaded.SCHEMA;
  }

  private static RouteSchema load() {
    try (InputStream in = RouteSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(
            "lib/ has no " + RESOURCE + ": camel-yaml-dsl is missing; unpack Clooster once more");
      }
      return new RouteSchema(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whatever in a list of routes, beans and so on isn't as the schema wants it. */
  List<BestMatch.Finding> validate(JsonNode routes) {
    return BestMatch.meant(schema.validate(routes).stream().map(SchemaViolation::of).toList());
  }

  /** The schema's part at the end of that way, across references; missing if there is none. */
  JsonNode part(List<Object> way) {
    JsonNode part = document;
    for (Object step : way) {
      if (step.equals("$ref")) {
        part = referenced(part.path("$ref").asText());
      } else {
        part = step instanceof Integer index ? part.path(index) : part.path(step.toString());
      }
    }
    return part;
  }

  /** What a reference within the schema ({@code #/items/…}) refers to. */
  JsonNode referenced(String reference) {
    return document.at(reference.substring(1));
  }
}
