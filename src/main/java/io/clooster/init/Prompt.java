// SPDX-License-Identifier: Apache-2.0
package io.clooster.init;

import io.clooster.config.Problem;
import java.util.Set;

/** What a person is asked for, and what becomes of the answer. */
sealed interface Prompt permits FixedPrompt, SettingPrompt {
  /** The option that would have answered it. */
  String option();

  /** Whether there is no file without an answer. */
  boolean isNeeded();

  /** Whether bystanders must not see the answer. */
  boolean isSecret();

  boolean isAnswered(Draft draft);

  /** The draft with this answer; an empty one takes the answer away, or brings the default. */
  Draft with(Draft draft, String given);

  /** What is shown, with what an empty answer stands for in brackets. */
  String prompt(Draft draft, Offers offers);

  /** Whether the problem is one of what this question was answered with. */
  boolean isAbout(Problem problem);

  /** All that have to be answered anew to mend this one's answer: names depend on each other. */
  Set<Prompt> asked();
}
