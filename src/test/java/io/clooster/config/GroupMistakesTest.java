// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be wrong with a group's file, and with protocol 2's keys in a pair's. */
class GroupMistakesTest {
  @TempDir Path directory;
  private Sample sample;

  @BeforeEach
  void inAnEmptyDirectory() {
    sample = new Sample(directory, Map.of("ZONE", "hunter2.test"));
  }

  /** Each row changes one thing in {@link Sample#GROUP}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # the shape
          "key":               | "protocol": 1, "key": | 8: protocol: is 1, but servers (line 3) are a group's; remove it: groups need protocol 2; or name one "other_server" in place of "servers"
          "key":               | "protocol": 3, "key": | 8: protocol: "3" is out of range; write 1 or 2
          "key":               | "protocol": "two", "key": | 8: protocol: "two" is not 1 or 2; write it in digits alone
          "key":               | "other_server": "srv1.example.com", "key": | 8: other_server: has no place beside "servers"; remove it: all servers stand in "servers"
          "key":               | "client": {"address": "srv1.example.com", "port": 2000}, "key": | 8: client: has no place beside "servers"; remove it: where a server is found stands in its entry of "servers" ("address", "port")
          "listen"             | "server"              | 9: server: has no place beside "servers"; call it "listen": every server listens
          "listen": {"port": 2000}, | ``              | 1: listen: is missing; write "listen": { "port": 2000 }: every server listens
          "zone"               | "preferred_value": "srv1.example.com", "zone" | 12: cloudflare.preferred_value: has no place beside "servers"; remove it: the first of "servers" is the preferred one
          {"port": 2000}       | {}                    | 9: listen.port: is missing; write "port": 2000 (the same everywhere)
          {"port": 2000}       | 2000                  | 9: listen: is a number; write a block: "listen": { … }
          # this_server
          "this_server": "srv2.example.com" | "this_server": "srv4.example.com" | 2: this_server: is none of the servers; add it to "servers", or did you mean "srv1.example.com"?
          "this_server": "srv2.example.com" | "this_server": "other.example.net" | 2: this_server: is none of the servers; add it to "servers"
          "this_server": "srv2.example.com", | ``       | 1: this_server: is missing; write which of the servers this one is: "srv1.example.com"
          # servers
          "srv3.example.com"   | "srv_3"               | 6: servers #3: "srv_3" is not a host name; write letters, digits and hyphens, in parts of 1 to 63 characters with dots between them
          "srv3.example.com"   | 3                     | 6: servers #3: is a number; write a host name in double quotes, or a block { "name": "…", … }
          "srv3.example.com"   | ["srv3"]              | 6: servers #3: is a list [ … ]; write a host name in double quotes, or a block { "name": "…", … }
          "srv3.example.com"   | ""                    | 6: servers #3: is empty; write a host name in double quotes, or a block { "name": "…", … }
          "srv3.example.com"   | null                  | 6: servers #3: is null; write a host name in double quotes, or a block { "name": "…", … }
          "srv3.example.com"   | {}                    | 6: servers #3.name: is missing; write the server's host name: "name": "srv1.example.com"
          "srv3.example.com"   | "SRV1.example.com."   | 6: servers #3: is the same server as servers #1 (line 4); keep one of the two
          "srv3.example.com"   | {"name": "srv3.example.com", "adress": "10.0.0.3"} | 6: servers #3.adress: is an unknown key; did you mean "address"?
          "srv3.example.com"   | {"name": "srv3.example.com", "port": 0} | 6: servers #3.port: "0" is out of range; write a port (1 to 65535)
          "srv3.example.com"   | {"name": "srv3.example.com", "address": "10.0.0.2", "port": 2001} | 6: servers #3: listens at the same place as servers #2 (line 5); correct "address" or "port"
          "srv3.example.com"   | {"name": "srv3.example.com", "name": "a"} | 6: servers #3.name: the key stands twice, first on line 6; keep one of the two
          "srv3.example.com"   | {"name": "srv3.example.com", "A": "2001:db8::3"} | 6: servers #3.A: "2001:db8::3" is an IPv6 address, not an IPv4 address; write "192.0.2.1"
          "srv3.example.com"   | {"name": "srv3.example.com", "AAAA": "srv3"} | 6: servers #3.AAAA: "srv3" is a host name, not an IPv6 address; write "2001:db8::1"
          "srv3.example.com"   | {"name": "srv3.example.com", "A": "192.0.2.3"} | `4: servers #1: has no "A", but servers #3 has one; give all servers an "A", or none¶5: servers #2: has no "A", but servers #3 has one; give all servers an "A", or none`
          "srv3.example.com"   | "192.0.2.3"           | `4: servers #1: has no "A", but servers #3 has one; give all servers an "A", or none¶5: servers #2: has no "A", but servers #3 has one; give all servers an "A", or none`
          "srv3.example.com"   | "www.example.com"     | 6: servers #3: is the same name as a record that is moved: it would point at itself; write the server's own name there, not the name that it serves
          "10.0.0.2"           | "WWW.example.com"     | 5: servers #2: has the name of a record that is moved as its address: it would lead elsewhere; write the server's own name or IP address there
          # key
          0123456789abcdef     | A-LONG-RANDOM-TEXT    | 8: key: is the text of the example, which everybody knows; make one with "openssl rand -hex 32" or "clooster init"
          "0123456789abcdef"   | [{"id": "1", "secret": "THE-NEW-RANDOM-TEXT"}] | 8: key #1.secret: is the text of the example, which everybody knows; make one with "openssl rand -hex 32" or "clooster init"
          0123456789abcdef     | 0123456789abcde       | 8: key: is shorter than 16 characters; make one with "openssl rand -hex 32" or "clooster init"
          "0123456789abcdef"   | null                  | 8: key: is null; write a long random text, the same on all servers: "key": "…"
          "0123456789abcdef"   | []                    | 8: key: is an empty list; write at least one { "id": "…", "secret": "…" }
          "0123456789abcdef"   | ["0123456789abcdef"]  | 8: key #1: is a string; write { "id": "…", "secret": "…" }
          "0123456789abcdef"   | [{"secret": "0123456789abcdef"}] | 8: key #1.id: is missing; write a name for it, the same on all servers: "id": "2"
          "0123456789abcdef"   | [{"id": "1"}]         | 8: key #1.secret: is missing; write a long random text, the same on all servers
          "0123456789abcdef"   | [{"id": "1", "secret": "0123456789abcde"}] | 8: key #1.secret: is shorter than 16 characters; make one with "openssl rand -hex 32" or "clooster init"
          "0123456789abcdef"   | [{"id": "a b", "secret": "0123456789abcdef"}] | 8: key #1.id: "a b" is not a key's id; write 1 to 32 letters (a to z), digits, dots, underscores or hyphens
          "0123456789abcdef"   | [{"id": "1", "secret": "0123456789abcdef", "key": 1}] | 8: key #1.key: is an unknown key; remove it; known here: id, secret
          "0123456789abcdef"   | [{"id": "1", "secret": "0123456789abcdef"}, {"id": "1", "secret": "fedcba9876543210"}] | 8: key #2: has the same id as key #1 (line 8); give each key an id of its own
          "0123456789abcdef"   | [{"id": "1", "secret": "0123456789abcdef"}, {"id": "2", "secret": "0123456789abcdef"}] | 8: key #2: has the same secret as key #1 (line 8); remove one of the two
          # records
          "record":            | "records": ["a.example.com"], "record": | 13: cloudflare.records: stands together with record; put that name into "records", too
          "record": "www.example.com" | "records": "www.example.com" | 13: cloudflare.records: is a string; write "records": ["www.example.com", "example.com"]
          "record": "www.example.com" | "records": []  | 13: cloudflare.records: is an empty list; write "records": ["www.example.com", "example.com"]
          "record": "www.example.com" | "records": ["example.com", "EXAMPLE.com."] | 13: cloudflare.records #2: is the same as cloudflare.records #1 (line 13); name each record once: all of its types are found
          "record": "www.example.com" | "records": ["example.com", "www"] | 13: cloudflare.records #2: "www" is not in the zone "example.com"; write its full name: "www.example.com"
          "record": "www.example.com" | "records": ["example.com", 5] | 13: cloudflare.records #2: is a number; write the name of a DNS record in double quotes
          "zone": "example.com" | "zone": "{{env:ZONE}}" | 13: cloudflare.record: is not in the zone; write a name that ends in the zone's name
          # a provider's list
          "cloudflare":        | "dns": "exec", "exec": {"zone": "example.com", "record": "www.example.com"}, "cloudflare": | 10: exec.command: is missing; write "command": ["/usr/local/lib/clooster/dns-by-nsupdate"] (the program and its arguments)
          # link
          {"keepalive": "1s"}  | {"keepalive": "99ms"} | 15: link.keepalive: "99ms" is too short; write at least "100ms"
          {"keepalive": "1s"}  | {"keepalive": 61}     | 15: link.keepalive: "61" is too long; write at most "1m"
          {"keepalive": "1s"}  | {"watchdog": "1s"}    | 15: link.watchdog: is for protocol 1 only: protocol 2 always looks; remove it
          {"keepalive": "1s"}  | {"timeout": "3s"}     | 15: link.timeout: is for protocol 1 only: under protocol 2 a silence of three keep-alives counts; remove it, and set "keepalive" to a third of it
          # verify
          "key":               | "verify": "no", "key": | 8: verify: "no" is neither true, false nor a block; write true, false, or a block { "servers": [ … ], "within": "60s" }
          "key":               | "verify": 0, "key":  | 8: verify: is a number; write true, false, or a block { "servers": [ … ], "within": "60s" }
          "key":               | "verify": {"servers": []}, "key": | 8: verify.servers: is an empty list; name at least one: "192.0.2.53:53", or remove the key
          "key":               | "verify": {"servers": "192.0.2.53"}, "key": | 8: verify.servers: is a string; name at least one: "192.0.2.53:53", or remove the key
          "key":               | "verify": {"servers": ["192.0.2.53:0"]}, "key": | 8: verify.servers #1: "192.0.2.53:0" is not a host and a port (1 to 65535); write "127.0.0.1:5432", an IPv6 address in brackets: "[::1]:5432"
          "key":               | "verify": {"servers": ["ns_1"]}, "key": | 8: verify.servers #1: "ns_1" is not a host name; write letters, digits and hyphens, in parts of 1 to 63 characters with dots between them
          "key":               | "verify": {"servers": ["192.0.2.53", "192.0.2.53:53"]}, "key": | 8: verify.servers #2: is the same server as verify.servers #1 (line 8); remove one of them
          "key":               | "verify": {"within": "0s"}, "key": | 8: verify.within: "0s" is too short; write at least "1s"
          "key":               | "verify": {"within": "1h"}, "key": | 8: verify.within: "1h" is too long; write at most "10m"
          "key":               | "verify": {"server": ["192.0.2.53"]}, "key": | 8: verify.server: is an unknown key; did you mean "servers"?
          # failback
          "key":               | "failback": true, "key": | 8: failback: is true; write "auto" or "manual"
          "key":               | "failback": "never", "key": | 8: failback: "never" is neither auto nor manual; write "auto" or "manual"
          "key":               | "mode": true, "key": | 8: mode: is true; write "act" or "observe"
          "key":               | "mode": "watch", "key": | 8: mode: "watch" is neither act nor observe; write "act" or "observe"
          "key":               | "failback_delay": "-1s", "key": | 8: failback_delay: "-1s" is negative; write "0s" or more
          "key":               | "failback_dely": "1s", "key": | 8: failback_dely: is an unknown key; did you mean "failback_delay"?
          # claim
          "key":               | "claim": "yes", "key": | 8: claim: "yes" is neither true nor false; write true or false
          "key":               | "claim": 1, "key":    | 8: claim: is a number; write true or false
          "key":               | "manual_edits": "off", "key": | 8: manual_edits: "off" is neither keep nor restore; write "keep" or "restore"
          "key":               | "hands": "keep", "key": | 8: hands: is an unknown key; did you mean "manual_edits"?
          "key":               | "manual_edits": true, "key": | 8: manual_edits: is true; write "keep" or "restore"
          "key":               | "claim": false, "manual_edits": "restore", "key": | 8: manual_edits: is restore, but without a claim nobody can tell an edit by hand from a write of another server; write "claim": true, or "manual_edits": "keep"
          # checks
          [{"tcp": "127.0.0.1:5432"}] | {}             | 16: checks: is a block { … }; write a list: "checks": [ { "http": "http://127.0.0.1/health" }, { "tcp": "127.0.0.1:5432" } or { "command": ["/usr/local/bin/check"] } ]
          {"tcp": "127.0.0.1:5432"} | "true"           | 16: checks #1: is a string; write { "http": "http://127.0.0.1/health" }, { "tcp": "127.0.0.1:5432" } or { "command": ["/usr/local/bin/check"] }
          "tcp": "127.0.0.1:5432" | "every": "1s"      | 16: checks #1: says nothing that could be checked; write { "http": "http://127.0.0.1/health" }, { "tcp": "127.0.0.1:5432" } or { "command": ["/usr/local/bin/check"] }
          "tcp":               | "http": "http://h", "tcp": | 16: checks #1: has http and tcp; keep one of them, and make another check of the other
          "tcp":               | "tpc": "localhost:1", "tcp": | 16: checks #1.tpc: is an unknown key; did you mean "tcp"?
          "127.0.0.1:5432"     | "5432"                | 16: checks #1.tcp: "5432" is not a host and a port (1 to 65535); write "127.0.0.1:5432", an IPv6 address in brackets: "[::1]:5432"
          "127.0.0.1:5432"     | "127.0.0.1:70000"     | 16: checks #1.tcp: "127.0.0.1:70000" is not a host and a port (1 to 65535); write "127.0.0.1:5432", an IPv6 address in brackets: "[::1]:5432"
          "127.0.0.1:5432"     | "::1:5432"            | 16: checks #1.tcp: "::1:5432" is not a host and a port (1 to 65535); write "127.0.0.1:5432", an IPv6 address in brackets: "[::1]:5432"
          "127.0.0.1:5432"     | "[localhost]:1"       | 16: checks #1.tcp: "[localhost]:1" has brackets around what is no IPv6 address; write "127.0.0.1:5432"
          "127.0.0.1:5432"     | "a b:1"               | 16: checks #1.tcp: "a b:1" is not a host name; write letters, digits and hyphens, in parts of 1 to 63 characters with dots between them
          "tcp": "127.0.0.1:5432" | "http": "127.0.0.1/health" | 16: checks #1.http: is not a URL to be checked; write "http://127.0.0.1/health"
          "tcp": "127.0.0.1:5432" | "http": "http://me:HUSH@127.0.0.1/" | 16: checks #1.http: has a user in it, which would show in logs; remove what stands before the @
          "tcp": "127.0.0.1:5432" | "http": "http://h/#x" | 16: checks #1.http: is not a URL to be checked; write "http://127.0.0.1/health"
          "tcp": "127.0.0.1:5432" | "command": "/bin/true" | 16: checks #1.command: is a string; write the program and its arguments: ["/usr/local/bin/check", "-q"]
          "tcp": "127.0.0.1:5432" | "command": []      | 16: checks #1.command: is an empty list; write the program and its arguments: ["/usr/local/bin/check", "-q"]
          "tcp": "127.0.0.1:5432" | "command": ["/bin/sleep", 5] | 16: checks #1.command #2: is a number; write a string in double quotes
          "127.0.0.1:5432"     | "localhost:1", "every": "10ms" | 16: checks #1.every: "10ms" is too short; write at least "100ms"
          "127.0.0.1:5432"     | "localhost:1", "timeout": "6s" | 16: checks #1.timeout: is longer than every, so the next look would begin before this one ends; write at most "5s", or a longer "every"
          "127.0.0.1:5432"     | "localhost:1", "fall": 0 | 16: checks #1.fall: "0" is out of range; write a number from 1 to 100
          # hooks
          "checks":            | "hooks": [], "checks": | 16: hooks: is a list [ … ]; write a block: "hooks": { … }
          "checks":            | "hooks": {"on_actve": {}}, "checks": | 16: hooks.on_actve: is an unknown key; did you mean "on_active"?
          "checks":            | "hooks": {"on_active": "/bin/true"}, "checks": | 16: hooks.on_active: is a string; write { "command": ["/usr/local/bin/take-address"] }
          "checks":            | "hooks": {"on_active": {}}, "checks": | 16: hooks.on_active.command: is missing; write { "command": ["/usr/local/bin/take-address"] }
          "checks":            | "hooks": {"on_active": {"command": []}}, "checks": | 16: hooks.on_active.command: is an empty list; write the program and its arguments: ["/usr/local/bin/take-address", "-q"]
          "checks":            | "hooks": {"on_active": {"command": ["true"], "every": "5s"}}, "checks": | 16: hooks.on_active.every: is an unknown key; remove it; known here: command, timeout
          "checks":            | "hooks": {"on_active": {"command": ["true"], "timeout": "11m"}}, "checks": | 16: hooks.on_active.timeout: "11m" is too long; write at most "10m"
          "checks":            | "hooks": {"before_active": {"command": ["true"], "timeout": "3s"}}, "checks": | 16: hooks.before_active.timeout: "3s" is too long; write at most "2s"
          "127.0.0.1:5432"     | "localhost:1", "rise": 1.5 | 16: checks #1.rise: "1.5" is not a number from 1 to 100; write it in digits alone
          """)
  void eachMistakeIsNamedWithItsLineItsKeyAndItsRemedy(String from, String to, String expected) {
    assertThat(Sample.GROUP).contains(from);
    String changed = Sample.GROUP.replace(from, to == null ? "" : to);

    assertThat(mistakesIn(changed)).containsExactly(expected.split("¶"));
  }

  /** Each row changes one thing in {@link Sample#PLAIN}, a pair's file. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # protocol 1 doesn't know them
          "key": "fancy        | "failback": "auto", "key": "fancy | 4: failback: is for protocol 2 only: under protocol 1 the record goes back as soon as both servers are linked; write "protocol": 2 on both servers, or remove it
          "key": "fancy        | "mode": "act", "key": "fancy | 4: mode: is for protocol 2 only: protocol 1 has no word for a server that takes no record, so the other one would count on it; write "protocol": 2 on both servers, or remove it
          "key": "fancy        | "failback_delay": "1s", "key": "fancy | 4: failback_delay: is for protocol 2 only: under protocol 1 the record goes back as soon as both servers are linked; write "protocol": 2 on both servers, or remove it
          "key": "fancy        | "claim": true, "key": "fancy | 4: claim: is true, but under protocol 1 the other server may be a Clooster 1, which moves the record without asking for a claim; write "protocol": 2 on both servers, or remove it
          "key": "fancy        | "manual_edits": "restore", "key": "fancy | 4: manual_edits: is restore, but without a claim nobody can tell an edit by hand from a write of another server; write "protocol": 2 on both servers, or remove it
          "key": "fancy        | "checks": [], "key": "fancy | 4: checks: is for protocol 2 only: protocol 1 can't tell the other server that this one is unhealthy; write "protocol": 2 on both servers, or remove it
          "key": "fancy        | "hooks": {}, "key": "fancy | 4: hooks: is for protocol 2 only: under protocol 1 no server knows whether it holds the record; write "protocol": 2 on both servers, or remove it
          "fancy_key"          | [{"id": "1", "secret": "0123456789abcdef"}] | 4: key: is a list, which protocol 1 doesn't know; write one text, or "protocol": 2 on both servers
          "record": "www.example.com" | "records": ["www.example.com"] | 9: cloudflare.records: is for protocol 2 only: protocol 1 moves one record; write "record", or "protocol": 2 on both servers
          "key": "fancy        | "listen": {"port": 2000}, "key": "fancy | 4: listen: stands in a file with "servers" only; call it "server", or name all servers in "servers"
          # protocol 2 asks for more
          "fancy_key"          | "fancy_key", "protocol": 2 | 4: key: is shorter than 16 characters; make one with "openssl rand -hex 32" or "clooster init"
          "key": "fancy_key"   | "key": "0123456789abcdef", "protocol": 2, "preferred": 1 | 4: preferred: is an unknown key; remove it; known here: $schema, servers, protocol, key, dns, cloudflare, desec, digitalocean, exec, gandi, hetzner, powerdns, rfc2136, route53, this_server, other_server, listen, server, client, servers_version, link, claim, manual_edits, failback, failback_delay, mode, checks, hooks, verify, http, operate, dead_mans_switch, reload, state_dir, apprise, camel, discord, email, ntfy, pagerduty, pushbullet, slack, teams, telegram, webhook
          """)
  void aPairsMistakesAreNamed(String from, String to, String expected) {
    assertThat(Sample.PLAIN).contains(from);

    assertThat(mistakesIn(Sample.PLAIN.replace(from, to))).containsExactly(expected.split("¶"));
  }

  @Test
  void underProtocol2APairsRecordPointsAtOneOfThem() {
    String file = protocol2(Sample.PLAIN);

    assertThat(
            mistakesIn(
                file.replace(
                    "\"preferred_value\": \"srv1.example.com\"",
                    "\"preferred_value\": \"srv9.example.com\"")))
        .containsExactly(
            "10: cloudflare.preferred_value: is neither this_server nor other_server; write one of"
                + " the two: protocol 2 moves the record between the servers themselves");
  }

  @Test
  void underProtocol2APairsServersAreOfOneKind() {
    String file = protocol2(Sample.PLAIN).replace("srv2.example.com", "192.0.2.2");

    assertThat(mistakesIn(file))
        .containsExactly(
            "3: other_server: is an IPv4 address, but this_server is a host name: one record can't"
                + " hold both; write two host names (CNAME), two IPv4 addresses (A) or two IPv6"
                + " addresses (AAAA)");
  }

  @Test
  void oneServerIsNoGroup() {
    assertThat(mistakesIn(servers("\"srv2.example.com\"")))
        .containsExactly(
            "3: servers: names one server only; name the others, too: it takes at least 2");
  }

  @ParameterizedTest
  @ValueSource(ints = {257, 5000})
  void thereIsAnEndToAGroup(int count) {
    String many =
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> "\"srv" + i + ".example.com\"")
            .collect(Collectors.joining(","));

    assertThat(mistakesIn(servers(many)))
        .containsExactly("3: servers: names " + count + " servers; keep 256 at most");
  }

  @Test
  void twoServersDoNotShareAnAddress() {
    assertThat(
            mistakesIn(
                servers(
                    """
                    {"name": "srv1.example.com", "A": "192.0.2.1", "AAAA": "2001:db8::1"},
                    {"name": "srv2.example.com", "A": "192.0.2.1", "AAAA": "2001:DB8:0::1"}\
                    """)))
        .containsExactly(
            "4: servers #2: has the same \"A\" as servers #1 (line 3); give each server its own: a"
                + " record could not tell them apart",
            "4: servers #2: has the same \"AAAA\" as servers #1 (line 3); give each server its"
                + " own: a record could not tell them apart");
  }

  @Test
  void thereIsAnEndToAllLists() {
    String key = "{\"id\": \"%d\", \"secret\": \"0123456789abcdef%d\"},";
    assertThat(
            mistakesIn(
                Sample.GROUP
                    .replace("\"0123456789abcdef\"", "[" + times(17, key) + "]")
                    .replace(
                        "\"record\": \"www.example.com\"",
                        "\"records\": [" + times(101, "\"r%d.example.com\",") + "]")
                    .replace("{\"tcp\": \"127.0.0.1:5432\"}", times(33, "{\"tcp\": \"h:%d\"},"))))
        .containsExactly(
            "8: key: has 17 keys; keep 16 at most",
            "13: cloudflare.records: names 101 records; keep 100 at most",
            "16: checks: has 33 checks; keep 32 at most");
  }

  @Test
  void everythingIsFoundInOneGoFromTopToBottom() {
    assertThat(
            mistakesIn(
                """
                {
                "this_server": "srv9.example.com",
                "servers": ["srv1.example.com",
                {"name": "srv2.example.com", "port": 0}],
                "key": [{"id": "?", "secret": "short"},
                5],
                "listen": {"port": 0},
                "cloudflare": {"zone": "example.com", "records": ["www",
                "www"], "preferred_value": 5},
                "link": {"timeout": "soon"},
                "failback": 1,
                "checks": [{"tcp": 1},
                {}],
                "surplus": 1
                }
                """))
        .extracting(line -> line.replaceAll("^(\\d+: [a-z_.# 0-9]+):.*", "$1"))
        .containsExactly(
            "2: this_server",
            "4: servers #2.port",
            "5: key #1.id",
            "6: key #2",
            "7: listen.port",
            "8: cloudflare.token",
            "8: cloudflare.records #1",
            "9: cloudflare.records #2",
            "9: cloudflare.preferred_value",
            "9: cloudflare.records #2",
            "10: link.timeout",
            "11: failback",
            "12: checks #1.tcp",
            "13: checks #2",
            "14: surplus");
  }

  @Test
  void aSecretIsNeverQuoted() {
    assertThat(
            mistakesIn(
                Sample.GROUP
                    .replace("\"0123456789abcdef\"", "[{\"id\": \"1\", \"secret\": \"HUSH\"}]")
                    .replace("\"tcp\": \"127.0.0.1:5432\"", "\"http\": \"http://u:HUSH@h\"")))
        .hasSize(2)
        .noneMatch(line -> line.contains("HUSH"));
  }

  private static String protocol2(String pair) {
    return pair.replace("\"key\": \"fancy_key\"", "\"protocol\": 2, \"key\": \"0123456789abcdef\"")
        .replace("60s", "1s");
  }

  private static String servers(String list) {
    return Sample.GROUP.replaceFirst("(?s)\\[\n.*?\n\\]", "[" + list + "]");
  }

  private static String times(int count, String form) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> form.replace("%d", String.valueOf(i)))
        .collect(Collectors.joining());
  }

  private List<String> mistakesIn(String json) {
    String prefix = directory.resolve("clooster.json") + ":";
    ConfigException failure = catchThrowableOfType(ConfigException.class, () -> sample.read(json));
    return failure.problems().stream()
        .map(problem -> problem.toString().substring(prefix.length()))
        .toList();
  }
}
