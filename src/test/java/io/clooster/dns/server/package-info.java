// SPDX-License-Identifier: Apache-2.0
/**
 * Name servers that take changes: real ones, and fakes of providers' HTTP APIs.
 *
 * <p>{@link io.clooster.dns.server.RealNameServer} is BIND, Knot or PowerDNS, with its own journal
 * of all changes; {@link io.clooster.dns.server.DnsGate} and {@link
 * io.clooster.dns.server.HttpGate} stand before one, and tell what one client asks.
 *
 * <p>{@link io.clooster.dns.server.FakeDnsApi} is Hetzner, DigitalOcean, Gandi, deSEC or Route 53
 * on a port of this machine. It keeps the records of one zone, and refuses what the provider's
 * documentation does not allow; each rule's class says which page it comes from. It was written
 * from those pages, without a look at the clients:
 *
 * <pre>{@code
 * try (FakeDnsApi api = FakeDnsApi.hetzner("example.com", "TOKEN")) {
 *   api.put("www", "CNAME", 300, "srv1.example.com.");          // what there is at first
 *   api.next(FakeFault.throttled(7));                           // what the next request meets
 *   api.next(2, FakeFault.hang());                              // and the two after it
 *   api.beforeNextWrite(() -> api.put("www", "A", 60, "192.0.2.9")); // a race
 *   api.lag(2);                                                 // lists that lag behind
 *   ... the client, with api.url() in the place of the real base ...
 *   assertThat(api.record("www", "CNAME")).contains(new RecordSet(...));
 *   assertThat(api.writes()).hasSize(1);                        // what was asked of it
 * }
 * }</pre>
 *
 * <p>{@code url()} has the path of the real base: {@code /v1}, {@code /v2}, {@code /v5/livedns},
 * {@code /api/v1}, {@code /2013-04-01}. In {@code put}, {@code record} and {@code records()} the
 * form is the same for all, that of a zone file: names relative to the zone, {@code @} for the zone
 * itself; values with absolute names and their dots; TXT in quotation marks. {@code put} and {@code
 * remove} are another writer, and bound by no rule. How a provider wants all that is its own
 * matter:
 *
 * <ul>
 *   <li>Hetzner: sets; changes are actions, which begin as {@code running} and have an effect when
 *       they end ({@code pendingFor}, {@code nextActionFails}); 423 while another one runs; {@code
 *       set_records} needs a set that is there; the order of values is never the one sent.
 *   <li>DigitalOcean: single records with ids; sent names end in a dot, given ones do not; texts
 *       without quotation marks; the filter {@code name} is absolute.
 *   <li>Gandi: sets; a TXT without quotation marks falls into words; TTL from 300.
 *   <li>deSEC: sets; slashes at the ends of paths; an empty list of records deletes; least TTL 3600
 *       ({@code minimumTtl}); lists of sets all or none.
 *   <li>Route 53: sets in XML; requests signed by Signature Version 4, which is checked; a batch
 *       all or none; DELETE only with all values and the TTL; lists begin at a name, and don't end
 *       there.
 * </ul>
 */
@NullMarked
package io.clooster.dns.server;

import org.jspecify.annotations.NullMarked;
