// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigMistakesTest {
  @TempDir Path directory;
  private Sample sample;

  @BeforeEach
  void inAnEmptyDirectory() {
    sample = new Sample(directory, Map.of("EVIL", "x{{y", "SPLIT", "a\nb", "EMPTY", ""));
  }

  /** Each row changes one thing in {@link Sample#PLAIN} and gets one problem. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # names
          "srv2.example.com"   | "srv1.example.com."   | 3: other_server: is the same as this_server; write the other server's name
          "srv2.example.com"   | "https://srv2"        | 3: other_server: "https://srv2" is not a host name; write the name alone, without https://, a port or a path
          "srv2.example.com"   | "a\u200db.example"  | 3: other_server: "a�b.example" is not a name that DNS can have; write it as your registrar shows it: letters, digits and hyphens, or parts that begin with xn--
          "www.example.com"    | "www.bücher.example"  | 9: cloudflare.record: "www.bücher.example" (www.xn--bcher-kva.example) is not in the zone "example.com"; write a name that ends in .example.com, or correct "zone"
          "srv2.example.com"   | "192.0.2.256"         | 3: other_server: "192.0.2.256" is neither a host name nor an IP address; write a name such as "srv1.example.com", or all four numbers of the address (0 to 255)
          "srv2.example.com"   | "[2001:db8::1]"       | 3: other_server: "[2001:db8::1]" is in brackets; write the IPv6 address without them
          "srv2.example.com"   | "fe80::1%eth0"        | 3: other_server: "fe80::1%eth0" has a zone after %, which means something on one machine only; write an address that is the same everywhere, a global or unique local one, such as "fd00::1"
          {"port": 2000}       | {"port": 2000, "address": "fe80::1%eth0"} | 5: server.address: "fe80::1%eth0" has a zone after %, which means something on one machine only; write an address that is the same everywhere, a global or unique local one, such as "fd00::1"
          "srv2.example.com"   | "2001:db8:::1"        | 3: other_server: "2001:db8:::1" is not an IPv6 address; write it such as "2001:db8::1"
          "srv2.example.com"   | "srv_2"               | 3: other_server: "srv_2" is not a host name; write letters, digits and hyphens, in parts of 1 to 63 characters with dots between them
          "srv2.example.com"   | null                  | 3: other_server: is null; write the other's host name: "srv2.example.com"
          "srv2.example.com"   | ""                    | 3: other_server: is empty; write a host name or IP address in double quotes
          "srv2.example.com"   | ["a"]                 | 3: other_server: is a list [ … ]; write a host name or IP address in double quotes
          "other_server"       | "other_servr"         | `1: other_server: is missing; write the other's host name: "srv2.example.com"¶3: other_servr: is an unknown key; did you mean "other_server"?`
          # the link's key
          "fancy_key"          | null                  | 4: key: is null; write a long random text, the same on both servers: "key": "…"
          "fancy_key"          | 12345                 | 4: key: is a number; write a string in double quotes
          "fancy_key"          | " "                   | 4: key: is empty; write a string in double quotes
          "fancy_key"          | "a${b}"               | 4: key: contains ${, which the routes would evaluate; use a value without it
          "fancy_key"          | "a$simple{b}"         | 4: key: contains $simple{, which the routes would evaluate; use a value without it
          "fancy_key"          | "a}}b"                | 4: key: contains }}, which the routes would evaluate; use a value without it
          "fancy_key"          | "a\\nb"               | 4: key: contains a line break or another control character; write it on one line
          "fancy_key"          | "\\ud800"             | 4: key: contains half a character; write the \\u escapes in pairs
          fancy_key            | A-LONG-RANDOM-TEXT    | 4: key: is the text of the example, which everybody knows; make one with "openssl rand -hex 32" or "clooster init"
          # placeholders
          "fancy_key"          | "{{env:NONE}}"        | 4: key: needs the environment variable "NONE", which isn't set; set it where Clooster is started (systemd: Environment= or EnvironmentFile=)
          "fancy_key"          | "{{env:EMPTY}}"       | 4: key: is empty; write a string in double quotes
          "fancy_key"          | "{{env:EVIL}}"        | 4: key: contains {{, which the routes would evaluate; use a value without it
          "fancy_key"          | "{{env:SPLIT}}"       | 4: key: contains a line break or another control character; write it on one line
          "fancy_key"          | "{{file:none}}"       | 4: key: needs the file "none", which isn't there (or isn't a plain file); create it, or correct the path (relative ones begin at the configuration's directory)
          "fancy_key"          | "{{file:/dev/zero}}"  | 4: key: needs the file "/dev/zero", which isn't there (or isn't a plain file); create it, or correct the path (relative ones begin at the configuration's directory)
          "fancy_key"          | "{{env:EMPTY"         | 4: key: has {{ without }}; write {{env:NAME}} or {{file:/path}}
          "fancy_key"          | "{{key}}"             | 4: key: has a placeholder that is neither env: nor file:; write {{env:NAME}} or {{file:/path}}
          # what is kept, and told
          {"port": 2000},      | `{"port": 2000}, "state_dir": "a?b",` | 5: state_dir: has a % or a ? in its path, which mean something else to the routes; write another one
          {"port": 2000},      | `{"port": 2000}, "operate": 4280,` | `5: operate: is a number; write true, false, or a block { "port": 4280 }`
          {"port": 2000},      | `{"port": 2000}, "operate": {"port": 1, "address": "0.0.0.0"},` | `5: operate.address: is not one of this machine alone, and whoever can connect may read the state; write "127.0.0.1" or "::1", and let a proxy with a password stand before it`
          {"port": 2000},      | `{"port": 2000}, "operate": {"port": 1, "token": "too-short"},` | `5: operate.token: is not 16 to 512 visible ASCII characters; make one with "openssl rand -hex 32", or remove it: the daemon makes one in its state directory`
          {"port": 2000},      | `{"port": 2000}, "operate": {"port": 1, "token": "it has blanks between its words"},` | `5: operate.token: is not 16 to 512 visible ASCII characters; make one with "openssl rand -hex 32", or remove it: the daemon makes one in its state directory`
          {"port": 2000},      | `{"port": 2000}, "operate": {"port": 2000},` | `5: operate.port: is the port at which this server listens for the other ones; write another one, a free one`
          {"port": 2000},      | `{"port": 2000, "address": "127.0.0.1"}, "operate": {"port": 2000},` | `5: operate.port: is the port at which this server listens for the other ones; write another one, a free one`
          # roles
          "server": {"port": 2000}, | ``               | 1: neither server nor client is there, so there would be no link; write "server": { "port": 2000 } on the one side and "client": { "address": "srv1.example.com", "port": 2000 } on the other
          "server": {"port": 2000}, | "server": {"port": 1}, "client": {"address": "a", "port": 1}, | 5: client: server is there too (line 5); keep "server" on the side that listens, "client" on the side that connects
          {"port": 2000}       | 2000                  | 5: server: is a number; write a block: "server": { … }
          {"port": 2000}       | null                  | 5: server: is null; write a block: "server": { … }
          {"port": 2000}       | {}                    | 5: server.port: is missing; write "port": 2000 (the client's is the same)
          2000                 | 0                     | 5: server.port: "0" is out of range; write a port (1 to 65535)
          2000                 | 65536                 | 5: server.port: "65536" is out of range; write a port (1 to 65535)
          2000                 | -1                    | 5: server.port: "-1" is not a port (1 to 65535); write it in digits alone
          2000                 | 2000.5                | 5: server.port: "2000.5" is not a port (1 to 65535); write it in digits alone
          2000                 | "20 00"               | 5: server.port: "20 00" is not a port (1 to 65535); write it in digits alone
          2000                 | 2000, "backlog": null | 5: server.backlog: is null; write a number from 1 to 65535, or remove it
          2000                 | true                  | 5: server.port: is true; write a port (1 to 65535)
          2000                 | 2000, "backlog": 0    | 5: server.backlog: "0" is out of range; write a number from 1 to 65535
          2000                 | 2000, "adress": "::"  | 5: server.adress: is an unknown key; did you mean "address"?
          2000                 | 2000, "tls": true     | 5: server.tls: is an unknown key; remove it; known here: port, address, backlog
          "server": {"port": 2000} | "client": {}      | `5: client.address: is missing; write where the other server listens: "address": "…"¶5: client.port: is missing; write the port of the other side's "server"`
          # cloudflare
          "token": "TOKEN"     | "key": "K"            | 6: cloudflare.mail: is missing; write "mail": "you@example.com" (the mail address of the account that the key belongs to), or "token"
          "token": "TOKEN"     | "mail": "a@b"         | 6: cloudflare.key: is missing; write "key": … (your global API key), or "token"
          "token": "TOKEN",    | ``                    | 6: cloudflare.token: is missing; write "token": … (an API token that may edit the zone's DNS), or "key" and "mail"
          "token": "TOKEN"     | "token": "T", "key": "K", "mail": "a@b" | 7: cloudflare.token: stands together with key; keep either "token", or "key" and "mail"
          "token": "TOKEN"     | "token": "T", "mail": "a@b" | 7: cloudflare.token: stands together with mail; keep either "token", or "key" and "mail"
          "token": "TOKEN"     | "key": "K", "mail": "me"    | 7: cloudflare.mail: is not a mail address; write it like "you@example.com"
          "token": "TOKEN"     | "token": "Bearer T"   | 7: cloudflare.token: contains a space or a character that no key has; copy it once more
          "token": "TOKEN"     | "token": "T", "api": "api.cloudflare.com" | 7: cloudflare.api: is not a base URL; write "https://host/path", without a user, a question mark or a #
          "token": "TOKEN"     | "token": "T", "api": "https://u:p@h"      | 7: cloudflare.api: is not a base URL; write "https://host/path", without a user, a question mark or a #
          "token": "TOKEN"     | "token": "T", "api": "ftp://h" | 7: cloudflare.api: is not a base URL; write "https://host/path", without a user, a question mark or a #
          "token"              | "tokn"                | `6: cloudflare.token: is missing; write "token": … (an API token that may edit the zone's DNS), or "key" and "mail"¶7: cloudflare.tokn: is an unknown key; did you mean "token"?`
          "www.example.com"    | "www"                 | 9: cloudflare.record: "www" is not in the zone "example.com"; write its full name: "www.example.com"
          "www.example.com"    | "wwwexample.com"      | 9: cloudflare.record: "wwwexample.com" is not in the zone "example.com"; write a name that ends in .example.com, or correct "zone"
          "www.example.com"    | "@"                   | 9: cloudflare.record: "@" is a provider's short form; write the zone's name itself
          "www.example.com"    | "srv1.example.com"    | `9: cloudflare.record: is the same name as this_server: it would point at itself; write the server's own name there, not the name that it serves¶10: cloudflare.preferred_value: is the same name as record: it would point at itself; write the server's own name there, not the name that it serves`
          "preferred_value": "srv1.example.com" | "preferred_value": "192.0.2.1" | 10: cloudflare.preferred_value: is an IPv4 address, but this_server is a host name: one record can't hold both; write two host names (CNAME), two IPv4 addresses (A) or two IPv6 addresses (AAAA)
          # pushbullet
          {"key": "o.PUSH"}    | {}                    | 12: pushbullet.key: is missing; write "key": "o.ACCESS-TOKEN" (your Pushbullet access token)
          {"key": "o.PUSH"}    | null                  | 12: pushbullet: is null; write a block: "pushbullet": { … }
          "o.PUSH"             | "P", "target": {"email": "a@b", "device_iden": "d"} | 12: pushbullet.target: has device_iden and email; keep one of them
          "o.PUSH"             | "P", "target": "phone" | 12: pushbullet.target: is a string; write a block: "target": { … }
          "o.PUSH"             | "P", "target": {"device": "d"} | 12: pushbullet.target.device: is an unknown key; remove it; known here: device_iden, email, channel_tag, client_iden
          # link
          "60s"                | "60"                  | 13: link.keepalive: "60" is not a duration; write "500ms", "60s", "2m", "1h" or a number of seconds
          "60s"                | "0s"                  | 13: link.keepalive: "0s" is too short; write more than zero, at least "1ms"
          "60s"                | -5                    | 13: link.keepalive: "-5" is too short; write more than zero, at least "1ms"
          "60s"                | "25h"                 | 13: link.keepalive: "25h" is too long; write at most "24h"
          "60s"                | 1e999999999           | 13: link.keepalive: "1e999999999" is too long; write at most "24h"
          "60s"                | 1e-999999999          | 13: link.keepalive: "1e-999999999" is too short; write more than zero, at least "1ms"
          "60s"                | 1e99999999999         | 13: link.keepalive: "1e99999999999" is not a duration; write "500ms", "60s", "2m", "1h" or a number of seconds
          "60s"                | "1s", "confirm": "-1s" | 13: link.confirm: "-1s" is negative; write "0s" or more
          "60s"                | "120s"                | 13: link.keepalive: the timeout is not longer than the time between two keep-alives, so a healthy peer would count as down; make "timeout" at least twice "keepalive"
          "60s"                | "1s", "reconnect": {"min": "2s", "max": "1s"} | 13: link.reconnect.min: is longer than max; make "min" the shorter of the two
          "60s"                | "1s", "reconnect": "5s" | 13: link.reconnect: is a string; write a block: "reconnect": { … }
          "60s"                | "1s", "reconect": {}  | 13: link.reconect: is an unknown key; did you mean "reconnect"?
          # the whole
          "link"               | "links"               | 13: links: is an unknown key; did you mean "link"? If it is a notifier, put links-notify-sink.kamelet.yaml into routes/site/kamelets (docs/routes.md shows how)
          "link"               | "matrix"              | 13: matrix: is no notifier that is installed; there are apprise, camel, discord, email, exec@NAME, ntfy, pagerduty, pushbullet, slack, teams, telegram, webhook; to add it, put matrix-notify-sink.kamelet.yaml into routes/site/kamelets (docs/routes.md shows how)
          "link"               | "\\u001b[2Jx"         | 13: \ufffd[2Jx: is no notifier that is installed; there are apprise, camel, discord, email, exec@NAME, ntfy, pagerduty, pushbullet, slack, teams, telegram, webhook; to add it, put \ufffd[2Jx-notify-sink.kamelet.yaml into routes/site/kamelets (docs/routes.md shows how)
          "link"               | "key"                 | 13: key: the key stands twice, first on line 4; keep one of the two
          """)
  void eachMistakeIsNamedWithItsLineItsKeyAndItsRemedy(String from, String to, String expected) {
    assertThat(Sample.PLAIN).contains(from);
    String changed = Sample.PLAIN.replace(from, to == null ? "" : to);

    assertThat(mistakesIn(changed)).containsExactly(expected.split("¶"));
  }

  @Test
  void everythingIsFoundInOneGoFromTopToBottom() {
    assertThat(
            mistakesIn(
                """
                {
                "this_server": 5,
                "key": null,
                "server": {"port": 0},
                "cloudflare": {"zone": "example.com", "record": "www", "mial": "a@b"},
                "link": {"watchdog": "soon"},
                "surplus": 1
                }
                """))
        .extracting(line -> line.replaceAll("^(\\d+: [a-z_.]+):.*", "$1"))
        .containsExactly(
            "1: other_server",
            "2: this_server",
            "3: key",
            "4: server.port",
            "5: cloudflare.preferred_value",
            "5: cloudflare.token",
            "5: cloudflare.mial",
            "5: cloudflare.record",
            "6: link.watchdog",
            "7: surplus");
  }

  @Test
  void aProblemIsPrintedWithItsFile() {
    ConfigException e = failure(Sample.PLAIN.replace("2000", "0"));

    assertThat(e)
        .hasMessage(
            directory.resolve("clooster.json")
                + ":5: server.port: \"0\" is out of range; write a port (1 to 65535)");
  }

  @Test
  void aMessengersKeysAreHeldAgainstItsKamelet() {
    sample.writeFileLogKamelet();

    assertThat(
            mistakesIn(
                Sample.PLAIN.replaceFirst(
                    "\\{",
                    """
                    {"filelog": {"pth": "/tmp/x", "lines": 1.5, "loud": "yes", "colour": "blue", "password": 7},\
                    """)))
        .containsExactly(
            "1: filelog.path: is missing; write \"path\": … (File that notifications are appended to)",
            "1: filelog.lines: \"1.5\" is not a whole number; write a whole number",
            "1: filelog.loud: \"yes\" is not true or false; write true or false",
            "1: filelog.colour: \"blue\" is not one of red, green; write one of red, green",
            "1: filelog.password: is a number; write a string in double quotes",
            "1: filelog.pth: is an unknown key; did you mean \"path\"?");
  }

  @Test
  void aNotifierWithoutItsKameletIsToldWhichOnesThereAre() {
    sample.writeFileLogKamelet();

    assertThat(mistakesIn(Sample.PLAIN.replaceFirst("\\{", "{\"gotify\": {\"url\": \"x\"},")))
        .containsExactly(
            "1: gotify: is no notifier that is installed; there are apprise, camel, discord, email, exec@NAME, filelog, ntfy,"
                + " pagerduty, pushbullet, slack, teams, telegram, webhook; to add it,"
                + " put gotify-notify-sink.kamelet.yaml into routes/site/kamelets (docs/routes.md"
                + " shows how)");
  }

  /** Whoever writes a zone and a record means a DNS provider. */
  @Test
  void aProviderWithoutItsKameletIsToldWhichOnesThereAre() {
    assertThat(
            mistakesIn(
                Sample.PLAIN.replaceFirst(
                    "\\{", "{\"dnsimple\": {\"zone\": \"x\", \"record\": \"y\"},")))
        .singleElement()
        .asString()
        .startsWith(
            "1: dnsimple: is no DNS provider that is installed; there are cloudflare, desec, digitalocean, exec, ")
        .endsWith(
            "rfc2136, route53; to add it, put dnsimple-dns-action.kamelet.yaml into routes/site/kamelets"
                + " (docs/providers.md shows how)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "email": {"server": "mail:0", "from": "a@x", "to": "b@x"} | 1: email.server: "mail:0" is written otherwise than it must be; write a host name or an IP address, and :port (1 to 65535) after it if that is not 587 (465 with "tls": "tls", 25 with "none"; an IPv6 address in brackets), such as "mail.example.com"
          "email": {"server": "mail", "from": "Clooster <a@x>", "to": "b@x"} | 1: email.from: "Clooster <a@x>" is written otherwise than it must be; write a mail address alone, without a name, such as "clooster@example.com"
          "email": {"server": "mail", "from": "a@x", "to": "b@x; c@x"} | 1: email.to: "b@x; c@x" is written otherwise than it must be; write a mail address alone, without a name, or several with commas between, such as "ops@example.com"
          "email": {"server": "mail", "from": "a@x", "to": "b@x", "tls": "yes"} | 1: email.tls: "yes" is not one of starttls, tls, none; write one of starttls, tls, none
          "email": {"server": "mail", "from": "a@x", "to": "b@x", "password": "P"} | 1: email.username: is missing beside password; write "username": "clooster@example.com" (Name of the account that sends.), or remove password
          "email": {"server": "mail", "from": "a@x", "to": "b@x", "username": "U"} | 1: email.password: is missing beside username; write "password": "PASSWORD" (Password of the account that sends.), or remove username
          "exec": {"command": ["/bin/tell"]} | 1: exec: is the block of the DNS provider, and has neither zone nor record; if it is to tell you, put a name behind an @: "exec@NAME": { … }; if it has the records, write "zone" and "record" into it
          "exec@x": {"command": ["/bin/tell"], "zone": "example.com"} | 1: exec@x.zone: is a DNS provider's: a block with an @ in its name is a notifier; write the provider's block as "exec", and leave "exec@x" to tell you
          "exec@x": {} | 1: exec@x.command: is missing; write "command": ["/usr/local/bin/tell"] (the program and its arguments)
          "exec@x": {"command": "/bin/tell"} | 1: exec@x.command: is a string; write a list: ["…", "…"]
          "exec@x": {"command": ["/bin/tell"], "conditional": true} | 1: exec@x.conditional: is an unknown key; remove it; known here: severity, command
          "pushbullet@ops": {"key": "K", "severity": "bad"} | 1: pushbullet@ops.severity: "bad" is none of the severities; write "info", "warning" or "critical"
          "pushbullet@": {"key": "K"}                       | 1: pushbullet@: is an unknown key; did you mean "pushbullet"? If it is a notifier, put pushbullet-notify-sink.kamelet.yaml into routes/site/kamelets (docs/routes.md shows how)
          "ops": {"kamelet": "nosuch-sink"}                   | 1: ops.kamelet: "nosuch-sink" is no Kamelet that is there; correct its name, or put nosuch-sink.kamelet.yaml into routes/site/kamelets, or the jar that has it into lib/ext
          "ops": {"kamelet": "../x"}                        | 1: ops.kamelet: "../x" is no Kamelet that is there; correct its name, or put ../x.kamelet.yaml into routes/site/kamelets, or the jar that has it into lib/ext
          "ops": {"kamelet": 5}                             | 1: ops.kamelet: is a number; write the name of a Kamelet in double quotes
          "pushbullet@ops": {"key": "a b"}                  | 1: pushbullet@ops.key: contains a space or a character that no key has; write it like "o.ACCESS-TOKEN"
          """)
  void aNotifierOfSeveralOrByAnyKameletIsChecked(String block, String mistake) {
    assertThat(mistakesIn(Sample.PLAIN.replaceFirst("\\{", "{" + block + ",")))
        .containsExactly(mistake);
  }

  @Test
  void aMisspeltMessengerIsRecognised() {
    sample.writeFileLogKamelet();

    assertThat(mistakesIn(Sample.PLAIN.replaceFirst("\\{", "{\"file_lg\": {},")))
        .singleElement()
        .asString()
        .contains("did you mean \"filelog\"?");
  }

  /** Each row is a syntax error; the rest of the file is not looked at. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "example.com",       | "example.com"   | 9: a comma is missing before this (column 1 of: "record": "www.example.com",); write , after the value before it (and check the quotes there)
          "zone": "            | "zone: "        | 8: a colon is missing between the key and its value (column 9 of: "zone: "example.com",); write "key": value
          "zone":              | zone":          | 8: a key in double quotes, or a closing }, was expected here (column 1 of: zone": "example.com",); write "key": value, with " around the key
          "example.com",       | "example.com,   | 8: a string is not closed on its line, or has a tab in it (column 22 of: "zone": "example.com,); write " at its end
          "example.com",       | example.com",   | 8: this is not a value (column 9 of: "zone": example.com",); put text in double quotes ("…", not '…')
          "TOKEN",             | "TOKEN"         | 8: a comma is missing before this (column 1 of: "zone": "example.com",); write , after the value before it (and check the quotes there)
          "fancy_key",         | "fancy_key"     | 5: a comma is missing before this (column 1 of: "server": {"port": 2000},); write , after the value before it (and check the quotes there)
          "fancy_key"          | fancy_key       | 4: this is not a value (column 8 of: "key": …,); put text in double quotes ("…", not '…')
          "fancy_key"          | 'fancy_key'     | 4: this is not a value (column 8 of: "key": …,); put text in double quotes ("…", not '…')
          "fancy_key"          | "fancy_key      | 4: a string is not closed on its line, or has a tab in it (column 19 of: "key": "…,); write " at its end
          "fancy_key"          | "fancy\\key"    | 4: a backslash stands before a character that it can't escape (column 15 of: "key": "…",); write \\\\ for a backslash
          "key": "fancy_key"   | key: "fancy_key" | 4: a key in double quotes, or a closing }, was expected here (column 1 of: key: "…",); write "key": value, with " around the key
          "key": "fancy_key"   | "key" "fancy_key" | 4: a colon is missing between the key and its value (column 7 of: "key" "…",); write "key": value
          "fancy_key"          | 0123            | 4: this is not a number as JSON writes them (column 9 of: "key": …,); put it in double quotes if it is text
          2000}                | 2000]           | 5: a closing bracket doesn't fit the one that was opened (column 24 of: "server": {"port": 2000],); close { with } and [ with ]
          "fancy_key",         | "fancy_key", /  | 4: a single / begins no comment (column 22 of: "key": "…", …); write # before a comment
          "fancy_key",         | "fancy_key", /* | 15: a comment that begins with /* never ends; write */ after it
          "TOKEN"              | "TOKEN"}        | 11: something follows the last }; remove it, or remove the } that closes the configuration too early
          2000}                | 2000            | 15: the file ends, but the bracket opened on line 1 is still open; close it with } (or ] for a list)
          """)
  void aSyntaxErrorIsExplainedWithItsLineAndNoSecret(String from, String to, String expected) {
    assertThat(Sample.PLAIN).contains(from);
    List<String> mistakes = mistakesIn(Sample.PLAIN.replace(from, to));

    assertThat(mistakes).containsExactly(expected);
    assertThat(mistakes).noneMatch(line -> line.contains("fancy") || line.contains("TOKEN"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "zone": "example.com" "token": "SECRET"   | "zone": "example.com" "token": "…"
          "zone": "example.com" "SECRET"            | "zone": "example.com" "…"
          "zone": "example.com", "tokn": "SECRET"   | "zone": "example.com", "…": "…"
          { token: SECRET:SECRET }                  | { token: …:… }
          "key" "SECRET", "zone" "example.com"      | "key" "…", "zone" "example.com"
          SECRET", # SECRET                         | …", … …
          "servers": ["a.test" "b.test"]            | "servers": ["a.test" "…"]
          """)
  void ofALineThatIsNoJsonOnlyWhatIsNoSecretIsShown(String line, String shown) {
    assertThat(QuotedLine.of("{\n  " + line + "\n}", 2)).isEqualTo(shown).doesNotContain("SECRET");
  }

  @Test
  void eachPatternOfAShippedKameletHasWords() throws IOException {
    KameletCatalog kamelets = new KameletCatalog(Path.of("routes", "kamelets"));
    List<String> patterns = new java.util.ArrayList<>();
    for (String name : kamelets.notifiers()) {
      patterns.addAll(patterns(kamelets.kamelet(name + Config.Notifier.SINK).orElseThrow()));
    }
    for (String name : kamelets.providers()) {
      patterns.addAll(patterns(kamelets.kamelet(name + Config.Provider.ACTION).orElseThrow()));
    }

    assertThat(patterns).hasSizeGreaterThan(8).allMatch(PatternWords::know);
  }

  private static List<String> patterns(Kamelet kamelet) {
    return kamelet.properties().values().stream()
        .map(Kamelet.Property::pattern)
        .filter(pattern -> !pattern.isEmpty() && !pattern.equals("[!-~]+"))
        .toList();
  }

  @Test
  void aWrongValueIsExplainedInWordsAndNotByAPattern() {
    assertThat(
            mistakesIn(
                Sample.PLAIN.replace(
                    "\"pushbullet\": {\"key\": \"o.PUSH\"}",
                    "\"ntfy\": {\"topic\": \"my topic\"}")))
        .containsExactly(
            "12: ntfy.topic: is written otherwise than it must be; write 1 to 64 letters (a to z),"
                + " digits, hyphens and underscores, such as \"clooster-alerts-x7Kq\"");
  }

  @Test
  void anEndAfterACommaIsToldAsSuch() {
    assertThat(failure("{\n\"this_server\": \"srv1.example.com\",\n"))
        .hasMessageContaining("the file ends, but the bracket opened on line 1 is still open");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n  \n", "\ufeff"})
  void anEmptyFileIsCalledEmpty(String text) {
    assertThat(failure(text))
        .hasMessageContaining("the file is empty; make one with \"clooster init\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"x\"", "5", "# only a comment"})
  void aFileThatIsNoBlockIsRefused(String text) {
    assertThat(failure(text)).hasMessageContaining("doesn't begin with {");
  }

  @Test
  void bracketsWithoutEndAreRefused() {
    assertThat(failure("{\"a\":".repeat(5000)))
        .hasMessageContaining("too many brackets are open, or something is far too long");
  }

  @Test
  void aMissingFileSaysWhereToGetOne() {
    assertThat(failureOf(directory.resolve("none.json")))
        .hasMessage(
            directory.resolve("none.json")
                + ": there is no such file; make one with \"clooster init\", or copy"
                + " clooster.json.example to it and edit the copy; or name another file (on"
                + " the command line: -c FILE)");
  }

  @Test
  void aDirectoryIsNoFile() {
    assertThat(failureOf(directory)).hasMessageContaining("this is a directory, not a file");
  }

  @Test
  void aFileAboveOneMebibyteIsRefused() throws IOException {
    Path file = Files.write(directory.resolve("big.json"), new byte[(1 << 20) + 1]);

    assertThat(failureOf(file)).hasMessageContaining("larger than 1 MiB");
  }

  @Test
  void textInAnotherEncodingIsRefusedWithItsLine() throws IOException {
    Path file = Files.write(directory.resolve("latin.json"), new byte[] {'{', '\n', (byte) 0xe4});

    assertThat(failureOf(file))
        .hasMessageEndingWith(":2: the file is not UTF-8 here; save it as UTF-8 text");
  }

  @Test
  void aSecretsFileAboveItsLimitIsRefused() {
    sample.write("secret", "x".repeat((64 << 10) + 1));

    assertThat(mistakesIn(Sample.PLAIN.replace("fancy_key", "{{file:secret}}")))
        .singleElement()
        .asString()
        .contains("larger than 64 KiB");
  }

  @Test
  void stateIsNotKeptInAFile() {
    sample.write("clooster.state", "");

    assertThat(mistakesIn(Sample.PLAIN))
        .containsExactly("1: state_dir: is a file, not a directory; write the path of a directory");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "this_server",
        "server.port",
        "cloudflare.record",
        "cloudflare.zone",
        "cloudflare.api",
        "link.keepalive"
      })
  void whatComesOutOfAVariableIsNeverPrinted(String key) {
    sample = new Sample(directory, Map.of("X", "hunter2 ?"));
    String name = key.substring(key.indexOf('.') + 1);
    String wrong =
        Sample.PLAIN
            .replace("\"token\"", "\"api\": \"https://h\", \"token\"")
            .replaceFirst("\"" + name + "\": (\"[^\"]*\"|\\d+)", "\"" + name + "\": \"{{env:X}}\"");

    assertThat(failure(wrong)).hasMessageNotContaining("hunter2").hasMessageContaining(key);
  }

  private List<String> mistakesIn(String json) {
    String prefix = directory.resolve("clooster.json") + ":";
    return failure(json).problems().stream()
        .map(problem -> problem.toString().substring(prefix.length()))
        .toList();
  }

  private ConfigException failure(String json) {
    return catchThrowableOfType(ConfigException.class, () -> sample.read(json));
  }

  private static ConfigException failureOf(Path file) {
    return catchThrowableOfType(
        ConfigException.class, () -> ConfigReader.read(file, file, name -> null));
  }
}
