// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import io.clooster.dist.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real name server, BIND 9, that takes signed changes of the zone example.com. */
public final class Bind extends UpdatedNameServer {
  private Bind(Path directory, String algorithm) throws IOException {
    super(directory, algorithm);
    String program = Tool.find("named", "bind9");
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
              notify no;
              max-ixfr-ratio unlimited;
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
