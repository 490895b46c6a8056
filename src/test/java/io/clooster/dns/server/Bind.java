// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import io.clooster.dist.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real name server, BIND 9, that takes signed changes of the zone example.com. */
public final class Bind extends RealNameServer {
  public static final String KEY = "clooster";
  public static final String SECRET = "c2VjcmV0LW9mLWEtdGVzdC0wMTIzNDU2Nzg5YWJjZGVm";

  /** Another key, which the server knows and lets change nothing. */
  public static final String READER = "reader";

  private Bind(Path directory, String algorithm) throws IOException {
    Files.createDirectories(directory);
    String program = Tool.find("named", "bind9");
    Files.writeString(
        directory.resolve("example.com.zone"),
        """
        $TTL 60
        @ SOA ns1 admin 7 3600 600 86400 60
        @ NS ns1
        @ MX 10 ns1
        ns1 A 127.0.0.1
        www CNAME srv1.example.com.
        _clooster.www TXT "of somebody else"
        """);
    Path config =
        Files.writeString(
            directory.resolve("named.conf"),
            """
            key "%2$s" { algorithm %5$s; secret "%3$s"; };
            key "%6$s" { algorithm %5$s; secret "%3$s"; };
            options {
              directory "%1$s";
              pid-file "%1$s/named.pid";
              session-keyfile "%1$s/session.key";
              listen-on port %4$d { 127.0.0.1; };
              listen-on-v6 { none; };
              recursion no;
              dnssec-validation no;
            };
            controls {};
            zone "example.com" {
              type primary;
              file "%1$s/example.com.zone";
              update-policy {
                grant %2$s name www.example.com. CNAME A AAAA;
                grant %2$s name _clooster.www.example.com. TXT;
                grant %2$s name _clooster-check.www.example.com. TXT;
              };
            };
            """
                .formatted(directory, KEY, SECRET, port(), algorithm, READER));
    run(directory, List.of(program, "-c", config.toString(), "-g", "-n", "1"));
  }

  /** Starts one, and waits until it answers. */
  public static Bind start(Path directory, String algorithm) throws IOException {
    Bind bind = new Bind(directory, algorithm);
    bind.awaitZone();
    return bind;
  }
}
