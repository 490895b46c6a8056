// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.process.Note;
import io.clooster.sandbox.ApiCall;
import io.clooster.sandbox.ClaimWrite;
import io.clooster.sandbox.RecordWrite;
import io.clooster.sandbox.Sandbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the APIs saw. */
final class GroupProcessStory extends RecordStory {
  /** More than a keep-alive: what a server knows is with the others. */
  private static final Duration TOLD = Duration.ofSeconds(2);

  private final Sandbox sandbox;
  private final String record;
  private boolean twoFirstClaims;

  GroupProcessStory(Sandbox sandbox, String record) {
    this.sandbox = sandbox;
    this.record = record;
  }

  @Override
  List<String> values() {
    return sandbox.cloudflare().writes(record).stream()
        .map(RecordWrite::content)
        .map(content -> content.orElse("(deleted)"))
        .toList();
  }

  /** How often a server called the API to change the record, successfully or not. */
  @Override
  long writes() {
    return sandbox.cloudflare().calls().stream().filter(GroupProcessStory::moves).count();
  }

  /** A renewal of the claim changes no record. */
  private static boolean moves(ApiCall call) {
    return call.isWrite()
        && (!call.path().endsWith("/batch") || call.body().contains("\"patches\":[{"));
  }

  /** The claims that were written, by servers and by hand. */
  List<ClaimWrite> claims() {
    return sandbox.cloudflare().claims(record);
  }

  @Override
  String claimant() {
    return claims().isEmpty() ? "" : last(claims()).holder();
  }

  /** Waits until so many claims were written. */
  void awaitClaims(int count) {
    await(count + " claims").atMost(PATIENCE).until(() -> claims().size() >= count);
  }

  /** Where there was none, two servers may have made one at once, of the same epoch. */
  void mayHaveTwoFirstClaims() {
    twoFirstClaims = true;
  }

  /**
   * Waits until the holder, which misses a server, has renewed its claim once more, and the others
   * know: one that dies between the two looks alive for as long as it has promised.
   */
  void awaitRenewal() {
    awaitClaims(claims().size() + 1);
    ServerGroup.pass(TOLD);
  }

  /**
   * What must be true whatever happened: of an epoch there is one claim, each follows a lower one,
   * and a server's change of the record is one with the claim that gives it to whom it points at.
   */
  void checkClaims() {
    List<ClaimWrite> claims =
        claims().stream().filter(claim -> claim.by() == RecordWrite.By.API).toList();
    if (claims.isEmpty()) {
      return;
    }
    List<Long> epochs = claims.stream().map(claim -> claim.epoch().orElseThrow()).toList();
    int first = twoFirstClaims && epochs.lastIndexOf(epochs.get(0)) == 1 ? 1 : 0;
    assertThat(epochs.subList(first, epochs.size()))
        .as("epochs of the claim")
        .isSorted()
        .doesNotHaveDuplicates();
    Map<Long, String> holders =
        claims.stream().collect(Collectors.toMap(ClaimWrite::nanos, ClaimWrite::holder));
    for (RecordWrite write : written()) {
      assertThat(holders)
          .as("the claim that moved the record at %s", write.at())
          .containsEntry(write.nanos(), write.content().orElseThrow());
    }
    assertThat(sandbox.cloudflare().claimsNow(record)).as("claims that stand").hasSize(1);
  }

  /** The servers' own writes of the record. */
  List<RecordWrite> written() {
    return sandbox.cloudflare().writes(record).stream()
        .filter(write -> write.by() == RecordWrite.By.API)
        .toList();
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }

  @Override
  List<Note> notes() {
    return sandbox.pushbullet().pushes().stream().map(Note::of).toList();
  }

  @Override
  String holds() {
    return sandbox.cloudflare().content(record, "CNAME");
  }

  @Override
  public String toString() {
    var text = new StringBuilder("--- calls\n");
    for (ApiCall call : sandbox.calls()) {
      text.append(
          "%s %s %s %s %d %s%n"
              .formatted(
                  call.at(), call.api(), call.method(), call.path(), call.status(), call.body()));
    }
    text.append("--- record\n").append(String.join(" > ", values())).append('\n');
    text.append("--- messages\n");
    notes().forEach(note -> text.append(note).append('\n'));
    return text.toString();
  }
}
