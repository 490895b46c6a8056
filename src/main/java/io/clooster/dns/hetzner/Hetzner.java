// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.hetzner;

import io.clooster.dns.DnsFailure;
import io.clooster.dns.PagedListing;
import io.clooster.dns.PlainData;
import io.clooster.dns.ProviderAnswer;
import io.clooster.dns.ZoneNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Turns the record sets of Hetzner's Cloud API into records
 * (https://docs.hetzner.cloud/reference/cloud#tag/zone-rrsets), and says how far a change is
 * (https://docs.hetzner.cloud/reference/cloud#tag/actions).
 */
public final class Hetzner {
  /** The largest page on all of its lists; a name has fewer sets than that. */
  private static final int PAGE = 50;

  /** All of a write is answered within 30 s, and its last call takes up to 10 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final ProviderAnswer ANSWER = new ProviderAnswer("Hetzner");

  /** Asks for each name by itself. */
  public PagedListing listing(@Variable("order") Map<String, Object> order) {
    String zone = PlainData.text(order, "zone");
    return PagedListing.ofNames(
        PlainData.texts(order, "names").stream().map(name -> ZoneNames.within(zone, name)).toList(),
        PAGE);
  }

  /** The listing with the answers to its queries. */
  public PagedListing next(
      @Variable("order") Map<String, Object> order,
      @Variable("listing") PagedListing listing,
      @Body List<byte[]> answers)
      throws DnsFailure {
    String zone = PlainData.text(order, "zone");
    return listing.with(answers, (query, answer) -> page(zone, query, ANSWER.parsed(answer)));
  }

  private static PagedListing.Page page(String zone, String query, Object answer)
      throws DnsFailure {
    List<Map<String, Object>> records = new ArrayList<>();
    for (Map<?, ?> set : ANSWER.maps(answer, "rrsets")) {
      for (Map<?, ?> value : ANSWER.maps(set, "records")) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("name", ZoneNames.full(zone, ANSWER.text(set, "name")));
        record.put("type", ANSWER.text(set, "type"));
        record.put("content", ANSWER.text(value, "value"));
        record.put("ttl", set.get("ttl"));
        record.put("comment", value.get("comment"));
        records.add(record);
      }
    }
    Map<?, ?> pages = ANSWER.map(ANSWER.map(answer, "meta"), "pagination");
    return new PagedListing.Page(
        records,
        pages.get("next_page") instanceof Integer next
            ? Optional.of(PagedListing.page(query, next))
            : Optional.empty());
  }

  /** Whether some of the records have the TTL of their zone, which no list shows. */
  public boolean inherits(@Variable("listing") PagedListing listing) {
    return listing.records().stream().anyMatch(record -> record.get("ttl") == null);
  }

  /**
   * The records as others know them.
   *
   * @param zone the answer that has the zone's own TTL
   */
  public List<Map<String, Object>> inheriting(
      @Variable("listing") PagedListing listing, @Body byte[] zone) throws DnsFailure {
    String ttl = ANSWER.text(ANSWER.map(ANSWER.parsed(zone), "zone"), "ttl");
    List<Map<String, Object>> records = new ArrayList<>();
    for (Map<String, Object> record : listing.records()) {
      Map<String, Object> known = new LinkedHashMap<>(record);
      if (record.get("ttl") == null) {
        known.put("cached", ttl);
      }
      records.add(known);
    }
    return records;
  }

  /** Until when the changes of a write have to be carried out, by the clock of {@link #action}. */
  public long deadline() {
    return System.nanoTime() + PATIENCE.toNanos();
  }

  /**
   * How far a change is.
   *
   * @throws DnsFailure when it failed, or there is no more time to wait for it
   */
  public HetznerAction action(@Variable("deadline") long deadline, @Body byte[] answer)
      throws DnsFailure {
    Map<?, ?> action = ANSWER.map(ANSWER.parsed(answer), "action");
    String status = ANSWER.text(action, "status");
    if (status.equals("error")) {
      Map<?, ?> error = ANSWER.map(action, "error");
      throw new DnsFailure(
          "Hetzner accepted the change, and could not carry it out: "
              + ANSWER.text(error, "message")
              + " ("
              + ANSWER.text(error, "code")
              + ")");
    }
    boolean running = status.equals("running");
    if (!running && !status.equals("success")) {
      throw new DnsFailure("Hetzner's answer has an action that is neither running nor over");
    }
    String id = ANSWER.text(action, "id");
    if (!id.matches("[0-9]{1,20}")) {
      throw new DnsFailure("Hetzner's answer has an action whose id is no number");
    }
    if (running && System.nanoTime() - deadline > 0) {
      throw new DnsFailure(
          "Hetzner accepted the change, but did not carry it out within "
              + PATIENCE.toSeconds()
              + " s");
    }
    return new HetznerAction(id, running);
  }
}
