// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.dns.server.RealNameServer;
import io.clooster.dns.server.ZoneChange;
import io.clooster.process.Note;
import io.clooster.sandbox.PushbulletSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the name server's own journal tells, and what {@code dig} sees in the end. */
final class NameServerStory extends RecordStory {
  static final String CLAIM = "_clooster." + ServerProcesses.WWW;

  private static final Pattern CLAIMED =
      Pattern.compile("\"v=1 epoch=(\\d+) holder=(\\S+) renew=\\d+( retry=\\d+)?( pinned=yes)?\"");

  private final RealNameServer server;
  private final PushbulletSandbox pushbullet;
  private boolean overwritten;

  NameServerStory(RealNameServer server, PushbulletSandbox pushbullet) {
    this.server = server;
    this.pushbullet = pushbullet;
  }

  /** A claim that was written. */
  record Claimed(long epoch, String holder) {}

  private List<ZoneChange> changes() {
    try {
      return server.changes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Optional<String> moved(ZoneChange change) {
    return change.brought(ServerProcesses.WWW, "CNAME");
  }

  private static Optional<Claimed> claimed(ZoneChange change) {
    return change
        .brought(CLAIM, "TXT")
        .map(CLAIMED::matcher)
        .filter(Matcher::matches)
        .map(text -> new Claimed(Long.parseLong(text.group(1)), text.group(2)));
  }

  @Override
  List<String> values() {
    return Stream.concat(
            Stream.of(ServerProcesses.name(1)),
            changes().stream().map(NameServerStory::moved).flatMap(Optional::stream))
        .toList();
  }

  @Override
  long writes() {
    return values().size() - 1L;
  }

  @Override
  String claimant() {
    var claims = claims();
    return claims.isEmpty() ? "" : claims.get(claims.size() - 1).holder();
  }

  /** The claims, one after the other. */
  List<Claimed> claims() {
    return changes().stream().map(NameServerStory::claimed).flatMap(Optional::stream).toList();
  }

  /** Where a write knows no condition, a late one may replace a claim that is newer. */
  void mayOverwriteClaims() {
    overwritten = true;
  }

  @Override
  String holds() {
    var values = values();
    return values.get(values.size() - 1);
  }

  @Override
  List<Note> notes() {
    return pushbullet.pushes().stream().map(Note::of).toList();
  }

  /**
   * What must be true whatever happened: each epoch is higher than the one before it, a change that
   * moves the record to a server has the claim that gives it to that one, each change counts the
   * serial once, and all else is as it was.
   */
  void check() throws IOException, InterruptedException {
    List<ZoneChange> changes = changes();
    List<Long> epochs = claims().stream().map(Claimed::epoch).toList();
    if (!overwritten) {
      assertThat(epochs).as("epochs of the claim").isSorted().doesNotHaveDuplicates();
    }
    for (ZoneChange change : changes) {
      moved(change)
          .filter(value -> value.startsWith("srv"))
          .ifPresent(
              value ->
                  assertThat(claimed(change).map(Claimed::holder))
                      .as("the claim of %s", change)
                      .hasValue(value));
    }
    long serial = RealNameServer.FIRST_SERIAL;
    for (ZoneChange change : changes) {
      assertThat(change.serial()).as("serial after %s", change).isEqualTo(++serial);
    }
    assertThat(server.dig("SOA", "example.com"))
        .singleElement()
        .asString()
        .matches(
            "ns1\\.example\\.com\\. admin\\.example\\.com\\. " + serial + " 3600 600 86400 60");
    assertThat(server.dig("NS", "example.com")).containsExactly("ns1.example.com.");
    assertThat(server.dig("MX", "example.com")).containsExactly("10 ns1.example.com.");
    assertThat(server.dig("A", "ns1.example.com")).containsExactly("127.0.0.1");
    assertThat(server.dig("CNAME", ServerProcesses.WWW)).containsExactly(holds() + ".");
    List<String> texts = new ArrayList<>(server.dig("TXT", CLAIM));
    assertThat(texts.remove("\"of somebody else\"")).as("the text of somebody else").isTrue();
    assertThat(texts).as("claims that stand").singleElement().asString().matches(CLAIMED);
  }

  @Override
  public String toString() {
    var text = new StringBuilder("--- changes of the zone\n");
    changes().forEach(change -> text.append(change).append('\n'));
    text.append("--- messages\n");
    notes().forEach(note -> text.append(note).append('\n'));
    return text.toString();
  }
}
