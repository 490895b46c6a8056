// SPDX-License-Identifier: Apache-2.0
package io.clooster.init;

import io.clooster.config.KameletOffer;
import io.clooster.config.Problem;
import java.util.Set;

/** A question for what a provider or a notifier needs, in its own words. */
record SettingPrompt(String block, KameletOffer.Key key) implements Prompt {
  @Override
  public String option() {
    return "--set " + block + "." + key.name();
  }

  @Override
  public boolean isNeeded() {
    return true;
  }

  @Override
  public boolean isSecret() {
    return key.secret();
  }

  @Override
  public boolean isAnswered(Draft draft) {
    return draft.settingsOf(block).containsKey(key.name());
  }

  @Override
  public Draft with(Draft draft, String given) {
    return draft.withSetting(block, key.name(), given);
  }

  @Override
  public String prompt(Draft draft, Offers offers) {
    String known = draft.settingsOf(block).get(key.name());
    return block
        + "."
        + key.name()
        + (key.description().isEmpty() ? "" : ", " + key.description().replaceFirst("\\.$", ""))
        + (isSecret() ? " (not shown)" : "")
        + (known == null ? "" : isSecret() ? " [unchanged]" : " [" + known + "]")
        + ": ";
  }

  @Override
  public boolean isAbout(Problem problem) {
    String name = block + "." + key.name();
    return problem.key().equals(name) || problem.key().startsWith(name + " #");
  }

  @Override
  public Set<Prompt> asked() {
    return Set.of(this);
  }
}
