// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The body of one transaction. The API carries it out in the order deletes, patches, puts, posts,
 * whatever the order here, and nothing of it if one of them fails.
 */
final class CloudflareBatch {
  private final Map<String, Object> body = new LinkedHashMap<>();
  private int size;

  @CanIgnoreReturnValue
  CloudflareBatch deleting(List<CloudflareRecord> records) {
    List<Map<String, String>> ids = new ArrayList<>();
    for (CloudflareRecord record : records) {
      ids.add(Map.of("id", record.id()));
    }
    return with("deletes", ids);
  }

  @CanIgnoreReturnValue
  CloudflareBatch patching(List<Map<String, Object>> patches) {
    return with("patches", patches);
  }

  @CanIgnoreReturnValue
  CloudflareBatch posting(Map<String, Object> post) {
    return with("posts", List.of(post));
  }

  /** How many changes it has. */
  int size() {
    return size;
  }

  Map<String, Object> body() {
    return body;
  }

  private CloudflareBatch with(String list, List<?> changes) {
    if (!changes.isEmpty()) {
      body.put(list, changes);
      size += changes.size();
    }
    return this;
  }
}
