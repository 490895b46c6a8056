// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import io.clooster.config.Config;
import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.ClaimReference;
import io.clooster.failover.ClaimSight;
import io.clooster.failover.RecordSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Says what a provider's Kamelet is asked, and makes a reading of its answer. */
public final class DnsReads {
  /** Ids of claims come from other servers, and go into paths: nothing else may come with them. */
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,64}");

  /** Of the changes that fit into a write, the claim takes so many. */
  private static final int CLAIM_CHANGES = 2;

  private final Config.Provider provider;
  private final Mapping mapping;

  public DnsReads(Config.Provider provider, Mapping mapping) {
    this.provider = provider;
    this.mapping = mapping;
  }

  /** The body of a {@code read}: {@code {zone, names}}. */
  public Map<String, Object> question() {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("zone", mapping.zone());
    question.put("names", mapping.names());
    return question;
  }

  /**
   * Our records among those that were read.
   *
   * @param body what the Kamelet left
   * @throws DnsFailure when they are not what can be moved; names what there is
   */
  public RecordSnapshot reading(@Body @Nullable Object body) throws DnsFailure {
    return of(RecordList.of(body, provider.name()), ClaimSight.LISTED);
  }

  /**
   * Whether no list shows the claim that was asked for, nor a later one, and the provider can be
   * asked for it by its id.
   *
   * @param look the decision's {@link Action.ReadRecord}; anything else asks for no claim
   */
  public boolean isUnlisted(@Body RecordSnapshot listed, @Variable("look") @Nullable Object look) {
    ClaimReference reference = reference(look);
    return reference != null
        && provider.can().contains("lookup")
        && mapping.claimName().isPresent()
        && ID.matcher(reference.id()).matches()
        && !isThere(listed.claim(), reference);
  }

  /** The body of a {@code lookup}: {@code {zone, name, id}}. */
  public Map<String, Object> lookup(@Variable("look") Object look) {
    Map<String, Object> lookup = new LinkedHashMap<>();
    lookup.put("zone", mapping.zone());
    lookup.put("name", mapping.claimName().orElseThrow());
    lookup.put("id", referenceOf(look).id());
    return lookup;
  }

  /**
   * The same reading with what the provider has under the claim's id. What the lists have in its
   * place is what it has replaced, then: that is gone, or the next claim will remove it.
   *
   * @param body what the Kamelet left: that record, or none
   */
  public RecordSnapshot byReference(
      @Variable("listed") RecordSnapshot listed,
      @Variable("look") Object look,
      @Body @Nullable Object body)
      throws DnsFailure {
    ClaimReference reference = referenceOf(look);
    ProviderRecords lists = (ProviderRecords) listed.source();
    for (FoundRecord record : RecordList.of(body, provider.name())) {
      if (record.type().equals(ClaimRecords.TYPE)
          && mapping.claimName().filter(record.name()::equals).isPresent()) {
        List<FoundRecord> found = new ArrayList<>(lists.records());
        found.addAll(lists.beside());
        found.add(record);
        RecordSnapshot shown = of(found, ClaimSight.BY_REFERENCE);
        if (isThere(shown.claim(), reference)) {
          return shown;
        }
      }
    }
    // Not there, or not what it was made as: another name, another text.
    return new RecordSnapshot(
        listed.value(), listed.claim(), listed.reference(), ClaimSight.GONE, lists);
  }

  /** The reading of these records. */
  RecordSnapshot of(List<FoundRecord> found, ClaimSight sight) throws DnsFailure {
    RecordSnapshot snapshot = mapping.reading(found);
    ProviderRecords ours = (ProviderRecords) snapshot.source();
    int most = provider.most() - CLAIM_CHANGES;
    if (mapping.claimName().isPresent() && ours.records().size() > most) {
      throw new DnsFailure(
          "%d records and the claim don't fit into one transaction of %s's, %d records do; move fewer, or write \"claim\": false"
              .formatted(ours.records().size(), provider.name(), most));
    }
    boolean named = snapshot.claim() != null && provider.can().contains("lookup");
    String reference = named ? ProviderFields.of(ours.claims().get(0)).id() : "";
    return new RecordSnapshot(snapshot.value(), snapshot.claim(), reference, sight, ours);
  }

  private static ClaimReference referenceOf(Object look) {
    return Objects.requireNonNull(reference(look), "a claim to look for");
  }

  private static @Nullable ClaimReference reference(@Nullable Object look) {
    return look instanceof Action.ReadRecord read ? read.reference() : null;
  }

  private static boolean isThere(@Nullable Claim claim, ClaimReference reference) {
    return claim != null && claim.epoch() >= reference.epoch();
  }
}
