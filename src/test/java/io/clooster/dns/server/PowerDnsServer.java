// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.dist.Tool;
import io.clooster.sandbox.ReservedPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real PowerDNS Authoritative Server with SQLite. */
public final class PowerDnsServer extends RealNameServer {
  /** What its API asks for. */
  public static final String KEY = "key+of%a&test?";

  private static final Path SCHEMA =
      Path.of("/usr/share/doc/pdns-backend-sqlite3/schema.sqlite3.sql");

  private final int api = ReservedPort.keep();

  private PowerDnsServer(Path directory) throws IOException, InterruptedException {
    String program = Tool.find("pdns_server", "pdns-server");
    String util = Tool.find("pdnsutil", "pdns-server");
    Path database = Files.createDirectories(directory).resolve("zones.sqlite3");
    if (!Files.exists(SCHEMA)) {
      Tool.missing(SCHEMA.toString(), "pdns-backend-sqlite3");
    }
    call(List.of(Tool.find("sqlite3", "sqlite3"), database.toString(), ".read " + SCHEMA));
    Files.writeString(
        directory.resolve("pdns.conf"),
        """
        launch=gsqlite3
        gsqlite3-database=%1$s
        socket-dir=%2$s
        local-address=127.0.0.1
        local-port=%3$d
        api=yes
        api-key=%5$s
        webserver=yes
        webserver-address=127.0.0.1
        webserver-port=%4$d
        webserver-loglevel=none
        disable-syslog=yes
        cache-ttl=0
        query-cache-ttl=0
        negquery-cache-ttl=0
        zone-cache-refresh-interval=0
        """
            .formatted(database, directory, port(), api, KEY));
    Path zone =
        Files.writeString(
            directory.resolve("example.com.zone"),
            """
            $ORIGIN example.com.
            $TTL 60
            @ SOA ns1 admin 7 3600 600 86400 60
            @ NS ns1
            @ MX 10 ns1
            ns1 A 127.0.0.1
            www 300 CNAME srv1.example.com.
            _clooster.www TXT "of somebody else"
            """);
    String config = "--config-dir=" + directory;
    call(List.of(util, config, "load-zone", "example.com", zone.toString()));
    call(List.of(util, config, "set-meta", "example.com", "SOA-EDIT-API", "INCREASE"));
    run(directory, List.of(program, config, "--daemon=no", "--guardian=no"));
  }

  /** Starts one, and waits until it answers. */
  public static PowerDnsServer start(Path directory) throws IOException, InterruptedException {
    PowerDnsServer server = new PowerDnsServer(directory);
    server.awaitZone();
    return server;
  }

  /** Where its API is. */
  public String api() {
    return "http://127.0.0.1:" + api;
  }

  private static void call(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(command + ": " + output);
    }
  }
}
