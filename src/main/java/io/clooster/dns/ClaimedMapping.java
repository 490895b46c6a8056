// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import io.clooster.failover.Claim;
import io.clooster.failover.RecordSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records beside which a claim says who may move them. */
final class ClaimedMapping implements Mapping {
  private final Mapping records;
  private final ClaimRecords claims;

  ClaimedMapping(Mapping records, ClaimRecords claims) {
    this.records = records;
    this.claims = claims;
  }

  @Override
  public String zone() {
    return records.zone();
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(records.names());
    names.add(claims.name());
    return names;
  }

  @Override
  public Optional<String> claimName() {
    return Optional.of(claims.name());
  }

  @Override
  public List<FoundRecord> ours(List<FoundRecord> found) throws DnsFailure {
    return records.ours(found);
  }

  @Override
  public String value(List<FoundRecord> ours) {
    return records.value(ours);
  }

  @Override
  public String content(FoundRecord record, String value) {
    return records.content(record, value);
  }

  @Override
  public String described(FoundRecord record) {
    return records.described(record);
  }

  @Override
  public RecordSnapshot reading(List<FoundRecord> found) throws DnsFailure {
    List<FoundRecord> ours = ours(found);
    ClaimRecords.Found beside = claims.among(found);
    return new RecordSnapshot(
        value(ours),
        beside.claim().orElse(null),
        new ProviderRecords(ours, beside.records(), beside.beside()));
  }

  /** As the content of a TXT record, in quotation marks. */
  @Override
  public String claimContent(Claim claim) {
    return TxtContent.quoted(ClaimText.of(claim));
  }
}
