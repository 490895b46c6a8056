// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * One complaint of the schema validator.
 *
 * @param keyword the schema's keyword that isn't satisfied
 * @param place where in the file: keys, and numbers for a list's items
 * @param schema the way through the schema to that keyword, across references
 * @param property the property that is missing or too much; empty for other keywords
 * @param message the validator's own words
 */
record SchemaViolation(
    String keyword, List<Object> place, List<Object> schema, String property, String message) {

  static SchemaViolation of(ValidationMessage message) {
    String property = message.getProperty();
    return new SchemaViolation(
        message.getType(),
        steps(message.getInstanceLocation()),
        steps(message.getEvaluationPath()),
        property == null ? "" : property,
        message.getMessage());
  }

  private static List<Object> steps(JsonNodePath path) {
    List<Object> steps = new ArrayList<>();
    for (int i = 0; i < path.getNameCount(); i++) {
      steps.add(path.getElement(i));
    }
    return List.copyOf(steps);
  }
}
