// SPDX-License-Identifier: Apache-2.0
package io.clooster.init;

import io.clooster.config.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks for what a draft still lacks, and at once again for what can't be used. */
public final class Prompts {
  private final Terminal terminal;
  private final Judgement judgement;
  private final Consumer<List<Problem>> tell;

  private final Offers offers;

  /** Answered, and not to be answered again; an answer may bring new questions. */
  private final Set<Prompt> closed = new LinkedHashSet<>();

  /** Asked just now, and Enter was the answer, though there is no default. */
  private @Nullable Prompt unanswered;

  /**
   * Asks somebody.
   *
   * @param judgement says whether an answer can be used
   * @param tell shows what is wrong with it, before it is asked for again
   */
  public Prompts(Terminal terminal, Judgement judgement, Consumer<List<Problem>> tell) {
    this.terminal = terminal;
    this.judgement = judgement;
    offers = judgement.offers();
    this.tell = tell;
  }

  /** The draft with the answers in it, all usable; null if nobody answers any more. */
  public @Nullable Draft ask(Draft draft) {
    offers.prompts(draft).stream()
        .filter(question -> question.isAnswered(draft))
        .forEach(closed::add);
    Draft answered = draft;
    for (Set<Prompt> open = open(draft); !open.isEmpty(); open = open(answered)) {
      Prompt question = open.iterator().next();
      String answer = answer(question, answered);
      if (answer == null) {
        return null;
      }
      if (!answer.isBlank() || !question.isAnswered(answered)) {
        answered = question.with(answered, answer.strip());
      }
      if (question.isAnswered(answered) || !question.isNeeded()) {
        closed.add(question);
        answered = judged(question, answered);
      } else {
        unanswered = question;
      }
    }
    return answered;
  }

  private Set<Prompt> open(Draft draft) {
    Set<Prompt> open = new LinkedHashSet<>(offers.prompts(draft));
    open.removeAll(closed);
    return open;
  }

  private @Nullable String answer(Prompt question, Draft draft) {
    String needed = question == unanswered ? "This needs an answer. " : "";
    unanswered = null;
    String prompt = needed + question.prompt(draft, offers);
    return question.isSecret() ? terminal.askSecretly(prompt) : terminal.ask(prompt);
  }

  /** The draft without the answers that are wrong by themselves: none of them is a default. */
  private Draft judged(Prompt last, Draft draft) {
    List<Problem> problems = judgement.of(draft, open(draft));
    if (problems.isEmpty()) {
      return draft;
    }
    tell.accept(problems);
    Draft kept = draft;
    for (Prompt question : offers.prompts(draft)) {
      if (problems.stream().anyMatch(question::isAbout) && isWrongAlone(question, draft)) {
        kept = question.with(kept, "");
      }
    }
    closed.remove(last);
    for (Prompt question : offers.prompts(draft)) {
      if (problems.stream().anyMatch(question::isAbout)) {
        closed.removeAll(question.asked());
      }
    }
    return kept;
  }

  /** Not only beside another answer, which may be the wrong one. */
  private boolean isWrongAlone(Prompt question, Draft draft) {
    Set<Prompt> others = new LinkedHashSet<>(question.asked());
    others.addAll(open(draft));
    others.remove(question);
    return judgement.of(draft, others).stream().anyMatch(question::isAbout);
  }
}
