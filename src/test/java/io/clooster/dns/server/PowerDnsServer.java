// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import io.clooster.dist.Tool;
import io.clooster.sandbox.ReservedPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real PowerDNS Authoritative Server with SQLite. */
public final class PowerDnsServer extends RealNameServer {
  /** What its API asks for. */
  public static final String KEY = "key+of%a&test?";

  private static final Path SCHEMA =
      Path.of("/usr/share/doc/pdns-backend-sqlite3/schema.sqlite3.sql");

  /** Keeps what is done to the records, as SQLite does it. */
  private static final String JOURNAL =
      """
      CREATE TABLE journal (id INTEGER PRIMARY KEY, did TEXT, name TEXT, type TEXT, content TEXT);
      CREATE TRIGGER brought AFTER INSERT ON records BEGIN
        INSERT INTO journal (did, name, type, content)
          VALUES ('+', NEW.name, NEW.type, NEW.content);
      END;
      CREATE TRIGGER taken AFTER DELETE ON records BEGIN
        INSERT INTO journal (did, name, type, content)
          VALUES ('-', OLD.name, OLD.type, OLD.content);
      END;
      CREATE TRIGGER changed AFTER UPDATE OF content ON records BEGIN
        INSERT INTO journal (did, name, type, content)
          VALUES ('-', OLD.name, OLD.type, OLD.content), ('+', NEW.name, NEW.type, NEW.content);
      END;
      """;

  private static final int FIELDS = 4;

  private final int api = ReservedPort.keep();
  private final String sqlite = Tool.find("sqlite3", "sqlite3");
  private final Path database;
  private final List<String> util;

  private PowerDnsServer(Path directory) throws IOException, InterruptedException {
    String program = Tool.find("pdns_server", "pdns-server");
    String config = "--config-dir=" + directory;
    util = List.of(Tool.find("pdnsutil", "pdns-server"), config);
    database = Files.createDirectories(directory).resolve("zones.sqlite3");
    if (!Files.exists(SCHEMA)) {
      Tool.missing(SCHEMA.toString(), "pdns-backend-sqlite3");
    }
    sql(".read " + SCHEMA);
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
    Path zone = Files.writeString(directory.resolve("example.com.zone"), ZONE);
    util("load-zone", "example.com", zone.toString());
    util("set-meta", "example.com", "SOA-EDIT-API", "INCREASE");
    sql(JOURNAL);
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

  @Override
  public String provider() {
    return "powerdns";
  }

  @Override
  public int service() {
    return api;
  }

  @Override
  public Map<String, Object> settings(int found) {
    return Map.of("api", "http://127.0.0.1:" + found, "key", KEY);
  }

  @Override
  public void edit(String name, String type, String... values)
      throws IOException, InterruptedException {
    String relative = name.replace(".example.com", "");
    if (values.length == 0) {
      util("delete-rrset", "example.com", relative, type);
    } else {
      List<String> words =
          new ArrayList<>(List.of("replace-rrset", "example.com", relative, type, "300"));
      words.addAll(List.of(values));
      util(words.toArray(String[]::new));
    }
    util("increase-serial", "example.com");
  }

  /** A change ends with the new SOA. */
  @Override
  public List<ZoneChange> changes() throws IOException, InterruptedException {
    List<ZoneChange> changes = new ArrayList<>();
    List<ZoneChange.Line> removed = new ArrayList<>();
    List<ZoneChange.Line> added = new ArrayList<>();
    for (String row :
        sql("SELECT did, name, type, content FROM journal ORDER BY id").lines().toList()) {
      String[] fields = row.split("\\|", FIELDS);
      if (!fields[2].equals("SOA")) {
        (fields[0].equals("+") ? added : removed)
            .add(ZoneChange.Line.of(fields[1], fields[2], fields[3]));
      } else if (fields[0].equals("+")) {
        long serial = Long.parseLong(fields[3].split(" ", -1)[2]);
        changes.add(new ZoneChange(serial, List.copyOf(removed), List.copyOf(added)));
        removed.clear();
        added.clear();
      }
    }
    return changes;
  }

  private String sql(String words) throws IOException, InterruptedException {
    String patient = words.startsWith(".") ? words : ".timeout 5000\n" + words + ";";
    return call(patient + "\n", List.of(sqlite, "-batch", database.toString()));
  }

  private void util(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(util);
    command.addAll(List.of(words));
    call("", command);
  }
}
