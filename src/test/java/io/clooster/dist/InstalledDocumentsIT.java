// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages as they are installed, without what only the source has. */
class InstalledDocumentsIT {
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]+)[^)\\s]*\\)");

  @Test
  void each_link_leads_to_something_that_is_installed() throws Exception {
    Path home = TestInstallation.built().home();
    List<String> dead = new ArrayList<>();
    int links = 0;
    for (Path page : pages(home)) {
      String text = FENCED.matcher(Files.readString(page)).replaceAll("");
      List<String> files =
          LINK.matcher(text)
              .results()
              .map((MatchResult link) -> link.group(1))
              .filter(link -> !link.contains("://"))
              .toList();
      links += files.size();
      for (String file : files) {
        Path there = page.resolveSibling(file).normalize();
        if (!there.startsWith(home) || !Files.exists(there)) {
          dead.add(home.relativize(page) + " -> " + file);
        }
      }
    }

    assertThat(links).isGreaterThan(100);
    assertThat(dead).isEmpty();
  }

  @Test
  void the_program_of_the_examples_can_be_run() {
    Path program = TestInstallation.built().home().resolve("examples/exec/dns-by-nsupdate");

    assertThat(program).isExecutable();
  }

  private static List<Path> pages(Path home) throws Exception {
    try (var files = Files.walk(home)) {
      return files.filter(file -> file.toString().endsWith(".md")).toList();
    }
  }
}
