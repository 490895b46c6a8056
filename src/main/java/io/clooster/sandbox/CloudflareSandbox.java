// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The sandbox's Cloudflare: who may use it, what its zones hold, what was done to them. Changes by
 * hand obey the same rules as the API's; one that breaks them throws a {@link RuntimeException}
 * with Cloudflare's words.
 */
public final class CloudflareSandbox {
  private final Credentials credentials;
  private final CloudflareApi api;
  private final ServedApi served;

  CloudflareSandbox(Credentials credentials, CloudflareApi api, ServedApi served) {
    this.credentials = credentials;
    this.api = api;
    this.served = served;
  }

  /** Base address, as {@code cloudflare.api} in the config takes it. */
  public URI uri() {
    return served.uri(CloudflareApi.BASE);
  }

  /** The faults of this API. */
  public SandboxFaults faults() {
    return served.faults();
  }

  /** Refuses connections until {@link #up}, and cuts those that there are. */
  public void down() {
    served.listener().down();
  }

  /** Listens again, on the same port. */
  public void up() {
    served.listener().up();
  }

  /** What lists of records show. */
  public ListBehaviour lists() {
    return api.lists();
  }

  /** The calls to this API, in the order they arrived. */
  public List<ApiCall> calls() {
    return served.calls();
  }

  /** Accepts this API token, for the named zones only or, if none is named, for all. */
  public void allowToken(String token, String... zones) {
    credentials.allowToken(token, Set.of(zones));
  }

  /** Accepts this API token for all zones; {@link RecordWrite#caller} then says whose it is. */
  public void allowTokenOf(String caller, String token) {
    credentials.allowTokenOf(caller, token, Set.of());
  }

  /**
   * Accepts this global API key of this user, for the named zones only or, without any, for all.
   */
  public void allowKey(String mail, String key, String... zones) {
    credentials.allowKey(mail, key, Set.of(zones));
  }

  /** Lets this API token look, and change nothing, from now on. */
  public void makeReadOnly(String token) {
    credentials.readOnly(token);
  }

  /** Says of this API token, when it is asked about itself, that it ends then. */
  public void tokenExpires(String token, Instant at) {
    credentials.expires(token, at);
  }

  /** Refuses this API token from now on. */
  public void revokeToken(String token) {
    credentials.revokeToken(token);
  }

  /**
   * Allows each credential so many requests per window, from now on; 1,200 in 5 minutes unless set.
   * Beyond it, 429 for one window.
   */
  public void limit(int requests, Duration window) {
    api.limit(new RateLimit(requests, window, System::nanoTime));
  }

  /**
   * Adds an active, empty zone and returns its identifier. One whose name is given in Unicode is
   * listed so, while the names of its records are in ASCII.
   */
  public String addZone(String name) {
    return api.zones().add(name).id();
  }

  /**
   * Removes a zone and adds it again, with the same records. All have other identifiers then, the
   * zone, too, and what was done to them before is forgotten.
   *
   * @return the zone's new identifier
   */
  public String addAgain(String name) {
    SandboxZone old = zoneOf(name);
    api.zones().remove(old);
    String id = api.zones().add(old.shownName()).id();
    old.records().forEach(record -> byHand(name, zone -> zone.create(record.fields())));
    return id;
  }

  /** Adds a record with automatic TTL, not proxied. */
  public DnsRecord addRecord(String name, String type, String content) {
    return addRecord(Map.of("name", name, "type", type, "content", content, "ttl", 1));
  }

  /** Adds a record from fields by the API's names: {@code name, type, content, ttl, …}. */
  public DnsRecord addRecord(Map<String, ?> fields) {
    return byHand(
        String.valueOf(fields.get("name")),
        transaction -> transaction.create(Json.objectOf(fields)));
  }

  /** Gives the only record of this name and type other content; all else stays. */
  public DnsRecord edit(String name, String type, String content) {
    return edit(name, type, Map.of("content", content));
  }

  /** Changes fields of the only record of this name and type; what is not named stays. */
  public DnsRecord edit(String name, String type, Map<String, ?> changes) {
    String id = only(name, type).id();
    return byHand(
        name, transaction -> transaction.patch(id, Json.objectOf(changes).put("type", type)));
  }

  /** Deletes the only record of this name and type and makes it anew: same fields, other id. */
  public DnsRecord replace(String name, String type) {
    DnsRecord old = only(name, type);
    return byHand(
        name,
        transaction -> {
          transaction.delete(old.id());
          return transaction.create(old.fields());
        });
  }

  /** Deletes the only record of this name and type. */
  public void delete(String name, String type) {
    String id = only(name, type).id();
    byHand(name, transaction -> transaction.delete(id));
  }

  /** Deletes all records of this name and type, however many there are. */
  public void deleteAll(String name, String type) {
    records().stream()
        .filter(
            record -> record.name().equals(DnsNames.canonical(name)) && record.type().equals(type))
        .forEach(record -> byHand(name, transaction -> transaction.delete(record.id())));
  }

  /** The record of this name and type; empty if there is none. */
  public Optional<DnsRecord> record(String name, String type) {
    List<DnsRecord> found =
        records().stream()
            .filter(record -> record.name().equals(DnsNames.canonical(name)))
            .filter(record -> record.type().equals(type))
            .toList();
    if (found.size() > 1) {
      throw new IllegalStateException("several " + type + " records of the name " + name);
    }
    return found.stream().findFirst();
  }

  /** What the only record of this name and type holds now. */
  public String content(String name, String type) {
    return only(name, type).content();
  }

  /** All records of all zones. */
  public List<DnsRecord> records() {
    return api.zones().all().stream().flatMap(zone -> zone.records().stream()).toList();
  }

  /**
   * Every write to the records of this name, in the order they took effect; the first made them.
   */
  public List<RecordWrite> writes(String name) {
    return zoneOf(name).writes().stream()
        .filter(write -> write.name().equals(DnsNames.canonical(name)))
        .toList();
  }

  /**
   * Every claim that was written beside the record of this name, in the order they took effect; a
   * deletion is none.
   */
  public List<ClaimWrite> claims(String record) {
    return writes(claimBeside(record)).stream()
        .filter(write -> write.type().equals("TXT") && write.content().isPresent())
        .map(ClaimWrite::of)
        .toList();
  }

  /** What the claims beside the record of this name say now, without quotation marks. */
  public List<String> claimsNow(String record) {
    return records().stream()
        .filter(found -> found.name().equals(claimBeside(record)) && found.type().equals("TXT"))
        .map(found -> CharacterStrings.text(found.content()))
        .toList();
  }

  private static String claimBeside(String record) {
    return "_clooster." + DnsNames.canonical(record).replaceFirst("^\\*", "_wildcard");
  }

  /** Every write to any record, in the order they took effect. */
  public List<RecordWrite> writes() {
    return api.zones().all().stream()
        .flatMap(zone -> zone.writes().stream())
        .sorted(Comparator.comparingLong(RecordWrite::nanos))
        .toList();
  }

  private DnsRecord only(String name, String type) {
    return record(name, type)
        .orElseThrow(() -> new IllegalStateException("no " + type + " record of the name " + name));
  }

  private DnsRecord byHand(String name, Function<Transaction, DnsRecord> work) {
    return zoneOf(name).change(RecordWrite.By.HAND, "", work);
  }

  private SandboxZone zoneOf(String name) {
    return api.zones()
        .of(name)
        .orElseThrow(() -> new IllegalArgumentException("no zone here for the name " + name));
  }
}
