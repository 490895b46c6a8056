// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A YAML file as the schema sees it, and where in the file each part stands.
 *
 * @param name the file, as problems name it
 * @param root its only document
 * @param lines line of each part, by its path: keys, and numbers for a list's items
 */
record YamlFile(String name, JsonNode root, Map<List<Object>, Integer> lines) {

  /** Line of the part, or of the nearest part around it. */
  int line(List<Object> path) {
    for (int length = path.size(); length >= 0; length--) {
      Integer line = lines.get(path.subList(0, length));
      if (line != null) {
        return line;
      }
    }
    return 1;
  }

  /** The part itself; a missing node if there is none. */
  JsonNode at(List<Object> path) {
    JsonNode node = root;
    for (Object step : path) {
      node = step instanceof Integer index ? node.path(index) : node.path(step.toString());
    }
    return node;
  }
}
