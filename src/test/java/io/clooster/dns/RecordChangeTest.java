// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.ClaimSight;
import io.clooster.failover.RecordSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a write of a claim names the records beside it. */
class RecordChangeTest {
  private static final Mapping MAPPING =
      new ClaimedMapping(
          new LiteralMapping("example.com", "www.example.com", "CNAME"),
          new ClaimRecords("www.example.com", List.of("srv1.example.com", "srv2.example.com")));

  private static boolean moves(String read, Claim claimRead, String value, Claim claim) {
    FoundRecord record =
        new FoundRecord(
            "www.example.com", "CNAME", read, new ProviderFields(Map.of("content", read)));
    RecordSnapshot snapshot =
        new RecordSnapshot(
            read, claimRead, "id", ClaimSight.LISTED, new ProviderRecords(List.of(record)));
    return new RecordChange(MAPPING, 200, new Action.WriteRecord(1, snapshot, value, claim))
        .moves();
  }

  private static Claim claim(long epoch, String holder) {
    return new Claim(epoch, holder, Duration.ofSeconds(60));
  }

  @Test
  void aRenewalLeavesThemAsTheyAre() {
    assertThat(
            moves(
                "srv1.example.com",
                claim(7, "srv1.example.com"),
                "srv1.example.com",
                claim(8, "srv1.example.com")))
        .isFalse();
  }

  @Test
  void aTakeOverNamesThemThoughTheyLookAsTheyShould() {
    assertThat(
            moves(
                "srv2.example.com",
                claim(7, "srv1.example.com"),
                "srv2.example.com",
                claim(8, "srv2.example.com")))
        .isTrue();
  }

  @Test
  void aClaimThatIsMadeBeforeTheyMoveLeavesThem() {
    assertThat(
            moves(
                "srv1.example.com",
                claim(7, "srv1.example.com"),
                "srv1.example.com",
                claim(8, "srv2.example.com")))
        .isFalse();
  }

  @Test
  void aSetThatIsThereKeepsItsTtl() {
    FoundRecord record =
        ProviderFields.found(
            Map.of("name", "www.example.com", "type", "CNAME", "content", "srv1.", "ttl", 300));
    FoundRecord beside =
        ProviderFields.found(
            Map.of(
                "name", "_clooster.www.example.com", "type", "TXT", "content", "x", "ttl", 3600));

    assertThat(ttls(record, List.of(beside))).containsExactly(3600, 300);
    assertThat(ttls(record, List.of())).containsExactly(60, 300);
  }

  private static List<Object> ttls(FoundRecord record, List<FoundRecord> beside) {
    RecordSnapshot snapshot =
        new RecordSnapshot(
            "srv1.example.com",
            null,
            "",
            ClaimSight.LISTED,
            new ProviderRecords(List.of(record), List.of(), beside));
    Action.WriteRecord write =
        new Action.WriteRecord(1, snapshot, "srv2.example.com", claim(1, "srv2.example.com"));
    return PlainData.maps(new RecordChange(MAPPING, 200, write).body(), "sets").stream()
        .<Object>map(set -> set.get("ttl"))
        .toList();
  }
}
