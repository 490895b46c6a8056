// SPDX-License-Identifier: Apache-2.0
package io.clooster.init;

import io.clooster.config.ConfigReader;
import io.clooster.config.Environment;
import io.clooster.config.Problem;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the answers that there are can be used, by what the configuration's own reader says of a
 * file with them. What isn't answered yet is stood in for, and not judged.
 *
 * @param file which is to be written
 * @param kamelets see {@link ConfigReader#read}
 * @param environment which may lack what is set later
 */
public record Judgement(Path file, Path kamelets, Environment environment) {
  private static final String STAND_IN = "stand-in.invalid";

  /** What there is to choose from. */
  public Offers offers() {
    return Offers.of(kamelets);
  }

  /** What is wrong with the answers of a draft; an empty one is no answer. */
  public List<Problem> of(Draft draft) {
    return of(draft, Set.of());
  }

  /**
   * The same.
   *
   * @param open what is to be asked still, so that the answer doesn't count
   */
  List<Problem> of(Draft draft, Set<Prompt> open) {
    Draft judged = draft;
    for (Prompt question : open) {
      judged = question.with(judged, "");
    }
    Offers offers = offers();
    Set<Prompt> unanswered = new HashSet<>();
    for (Prompt question : offers.prompts(judged)) {
      if (!question.isAnswered(judged)) {
        unanswered.add(question);
      }
    }
    if (unanswered.contains(FixedPrompt.ZONE)) {
      // Whether a name is in it is to be seen later.
      unanswered.add(FixedPrompt.RECORDS);
    }
    List<Problem> unknown = offers.unknown(judged);
    if (!unknown.isEmpty()) {
      return unknown;
    }
    String text = ConfigText.of(standInFor(judged, unanswered), offers);
    return ConfigReader.problems(text, file, kamelets, new ValuesForLater(environment)).stream()
        .filter(problem -> unanswered.stream().noneMatch(q -> q.isAbout(problem)))
        .toList();
  }

  private static Draft standInFor(Draft draft, Set<Prompt> unanswered) {
    String self = draft.thisServer();
    List<String> servers = draft.servers();
    if (self.isBlank()) {
      self = servers.isEmpty() ? "this." + STAND_IN : servers.get(0);
    }
    if (servers.isEmpty()) {
      servers = List.of(self, "other." + STAND_IN);
    }
    String zone = draft.zone().isBlank() ? STAND_IN : draft.zone();
    List<String> records = draft.records().isEmpty() ? List.of("record." + zone) : draft.records();
    Draft whole = draft;
    for (Prompt question : unanswered) {
      if (question instanceof SettingPrompt) {
        whole = question.with(whole, "stand-in");
      }
    }
    return whole.withThisServer(self).withServers(servers).withZone(zone).withRecords(records);
  }
}
