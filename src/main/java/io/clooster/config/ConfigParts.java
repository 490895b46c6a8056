// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a configuration could be read, be the rest as it may: null is what could not.
 *
 * @param protocol of the link
 * @param keys the shared secrets
 * @param members who the servers are
 * @param records what is moved
 * @param link the periods, as far as they are right
 * @param claim whether there is one beside the records
 * @param services the values of the providers and the notifiers, by block and key
 */
record ConfigParts(
    int protocol,
    @Nullable List<Config.Key> keys,
    @Nullable Topology members,
    @Nullable List<Config.DnsRecord> records,
    Config.Link link,
    boolean claim,
    Map<String, Map<String, String>> services) {}
