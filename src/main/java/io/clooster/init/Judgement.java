// SPDX-License-Identifier: Apache-2.0
package io.clooster.init;

import io.clooster.config.ConfigReader;
import io.clooster.config.Environment;
import io.clooster.config.Problem;
import java.nio.file.Path;
import java.util.EnumSet;
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
    Set<Prompt> unanswered = EnumSet.noneOf(Prompt.class);
    for (Prompt question : Prompt.values()) {
      if (!question.isAnswered(judged)) {
        unanswered.add(question);
      }
    }
    if (unanswered.contains(Prompt.ZONE)) {
      // Whether a name is in it is to be seen later.
      unanswered.add(Prompt.RECORDS);
    }
    String text = ConfigText.of(standInFor(judged));
    return ConfigReader.problems(text, file, kamelets, new ValuesForLater(environment)).stream()
        .filter(problem -> unanswered.stream().noneMatch(q -> q.isAbout(problem)))
        .toList();
  }

  private static Draft standInFor(Draft draft) {
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
    String token = draft.token().isBlank() ? "stand-in" : draft.token();
    return draft
        .withThisServer(self)
        .withServers(servers)
        .withZone(zone)
        .withRecords(records)
        .withToken(token);
  }
}
