// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is typed at a zsh is completed: by that shell itself, at a terminal. */
class CompletionIT {
  /** Loads the script as docs/operating.md says, types the start of a line, and a tab. */
  private static final String TYPED =
      """
      zmodload zsh/zpty
      zpty shell zsh -f -i
      expects() {
        local part all=
        while zpty -r shell part "*$1*"; do
          all+=$part
          [[ $all == *$1* ]] && { print -r -- "$all"; return; }
        done
        exit 1
      }
      zpty -w shell 'autoload -Uz compinit; compinit -u -D; source <("$SCRIPT" generate-completion)'
      zpty -w shell 'clooster() { print -r -- "asked: $*"; }; print -- rea""dy'
      expects ready
      zpty -n -w shell $'clooster status --js\\t\\n'
      expects 'asked: status --json'
      """;

  @Test
  void zshCompletesOptions(@TempDir Path directory) throws Exception {
    var zsh = Tool.find("zsh", "zsh");
    var typed = Files.writeString(directory.resolve("typed"), TYPED);

    var outcome =
        Command.of(zsh, "-f", typed)
            .with("SCRIPT", TestInstallation.built().script().toString())
            .run();

    assertThat(outcome.out()).contains("asked: status --json");
    assertThat(outcome.status()).isZero();
  }
}
