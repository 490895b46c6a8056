// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A write that leaves the records as they are, and takes all claims away; what somebody else has at
 * their name stays. In the two views of {@link RecordChange}.
 */
final class ClaimRemoval {
  private final Mapping mapping;
  private final ProviderRecords read;

  ClaimRemoval(Mapping mapping, ProviderRecords read) {
    this.mapping = mapping;
    this.read = read;
  }

  /** Plain data: maps, lists, texts, numbers. */
  Map<String, Object> body() {
    List<FoundRecord> all = new ArrayList<>(read.claims());
    all.addAll(read.beside());
    Map<String, Object> set =
        RecordChange.set(
            mapping.claimName().orElseThrow(),
            ClaimRecords.TYPE,
            RecordChange.ttl(all.get(0)),
            RecordChange.contents(all),
            RecordChange.contents(read.beside()));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("zone", mapping.zone());
    body.put("conditional", true);
    body.put("update", List.of());
    body.put("delete", read.claims().stream().map(RecordChange::fields).toList());
    body.put("create", List.of());
    body.put("sets", List.of(set));
    return body;
  }
}
