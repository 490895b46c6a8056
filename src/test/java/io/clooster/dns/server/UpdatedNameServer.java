// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import io.clooster.dist.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.ZoneTransferException;
import org.xbill.DNS.ZoneTransferIn;

/** One that takes signed changes by DNS itself (RFC 2136), and gives its journal (RFC 1995). */
public abstract class UpdatedNameServer extends RealNameServer {
  /** A key that may change www, its claim, and what a trial makes. */
  public static final String KEY = "clooster";

  /** The secret of both keys. */
  public static final String SECRET = "c2VjcmV0LW9mLWEtdGVzdC0wMTIzNDU2Nzg5YWJjZGVm";

  /** Another key, which the server knows and lets change nothing. */
  public static final String READER = "reader";

  private final Path directory;
  private final String algorithm;

  UpdatedNameServer(Path directory, String algorithm) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.algorithm = algorithm;
    Files.writeString(directory.resolve("example.com.zone"), ZONE);
  }

  @Override
  public final String provider() {
    return "rfc2136";
  }

  @Override
  public final int service() {
    return port();
  }

  @Override
  public final Map<String, Object> settings(int found) {
    return Map.of(
        "server", "127.0.0.1:" + found,
        "key_name", KEY,
        "key_secret", SECRET,
        "key_algorithm", algorithm);
  }

  /** A file with the key, as {@code dig -k} and {@code nsupdate -k} take it. */
  public final Path keyFile() throws IOException {
    return Files.writeString(
        directory.resolve("tsig.key"),
        "key \"%s\" { algorithm %s; secret \"%s\"; };\n".formatted(KEY, algorithm, SECRET));
  }

  @Override
  public final void edit(String name, String type, String... values)
      throws IOException, InterruptedException {
    StringBuilder words = new StringBuilder("server 127.0.0.1 " + port() + "\nzone example.com\n");
    words.append("update delete %s %s%n".formatted(name, type));
    for (String value : values) {
      words.append("update add %s 300 %s %s%n".formatted(name, type, value));
    }
    String nsupdate = Tool.find("nsupdate", "bind9-dnsutils");
    call(words + "send\n", List.of(nsupdate, "-v", "-k", keyFile().toString()));
  }

  @Override
  public final List<ZoneChange> changes() throws IOException {
    ZoneTransferIn transfer =
        ZoneTransferIn.newIXFR(
            Name.fromString("example.com."),
            FIRST_SERIAL,
            false,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port()),
            null);
    try {
      transfer.run();
    } catch (ZoneTransferException e) {
      throw new IOException("the journal was not given", e);
    }
    List<ZoneChange> changes = new ArrayList<>();
    if (!transfer.isCurrent()) {
      if (!transfer.isIXFR()) {
        throw new IOException("the zone was given in place of its journal");
      }
      for (ZoneTransferIn.Delta delta : transfer.getIXFR()) {
        changes.add(new ZoneChange(delta.end, lines(delta.deletes), lines(delta.adds)));
      }
    }
    return changes;
  }

  private static List<ZoneChange.Line> lines(List<Record> records) {
    return records.stream()
        .filter(record -> record.getType() != Type.SOA)
        .map(
            record ->
                ZoneChange.Line.of(
                    record.getName().toString(),
                    Type.string(record.getType()),
                    record.rdataToString()))
        .toList();
  }
}
