// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import io.clooster.dist.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real name server, Knot DNS, that takes signed changes of the zone example.com. */
public final class KnotServer extends UpdatedNameServer {
  private KnotServer(Path directory, String algorithm) throws IOException {
    super(directory, algorithm);
    String program = Tool.find("knotd", "knot");
    Path config =
        Files.writeString(
            directory.resolve("knot.conf"),
            """
            server:
              rundir: "%1$s"
              listen: 127.0.0.1@%4$d
              background-workers: 1
              udp-workers: 1
              tcp-workers: 1
            database:
              storage: "%1$s"
            log:
              - target: stderr
                any: info
            key:
              - id: %2$s
                algorithm: %5$s
                secret: %3$s
              - id: %6$s
                algorithm: %5$s
                secret: %3$s
            acl:
              - id: changes
                key: %2$s
                action: [query, update]
                update-owner: name
                update-owner-name: [www, _clooster.www, _clooster-check.www]
                update-type: [CNAME, A, AAAA, TXT]
              - id: reads
                key: %6$s
                action: query
              - id: copies
                address: 127.0.0.1
                action: transfer
            zone:
              - domain: example.com
                storage: "%1$s"
                file: example.com.zone
                zonefile-sync: -1
                acl: [changes, reads, copies]
            """
                .formatted(directory, KEY, SECRET, port(), algorithm, READER));
    run(directory, List.of(program, "-c", config.toString()));
  }

  /** Starts one, and waits until it answers. */
  public static KnotServer start(Path directory, String algorithm) throws IOException {
    KnotServer knot = new KnotServer(directory, algorithm);
    knot.awaitZone();
    return knot;
  }
}
