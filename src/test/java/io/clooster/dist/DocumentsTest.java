// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages that people read. */
class DocumentsTest {
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern FILE = Pattern.compile("`([\\w/.-]+/[\\w.-]+\\.\\w+)`");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  @Test
  void the_readme_is_short() throws IOException {
    long words = BLANKS.splitAsStream(Files.readString(Path.of("README.md"))).count();

    assertThat(words).isLessThanOrEqualTo(1_200);
  }

  @Test
  void each_page_is_found_from_the_readme() throws IOException {
    String readme = Files.readString(Path.of("README.md"));

    for (Path page : pages()) {
      assertThat(readme.contains("](" + page + ")") || page.equals(Path.of("README.md")))
          .as("a link to %s", page)
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void the_links_of_a_page_lead_somewhere(Path page) throws IOException {
    List<String> dead = new ArrayList<>();
    for (String link : links(page)) {
      String[] fileAndAnchor = link.split("#", 2);
      Path file = fileAndAnchor[0].isEmpty() ? page : page.resolveSibling(fileAndAnchor[0]);
      boolean found =
          Files.exists(file)
              && (fileAndAnchor.length == 1 || anchors(file).contains(fileAndAnchor[1]));
      if (!found) {
        dead.add(link);
      }
    }

    assertThat(dead).isEmpty();
  }

  @Test
  void the_files_that_an_event_passes_through_are_there() throws IOException {
    String walk = Files.readString(Path.of("docs/architecture.md"));

    assertThat(FILE.matcher(walk).results().map(file -> file.group(1)))
        .hasSizeGreaterThan(15)
        .allMatch(
            file ->
                Files.exists(Path.of(file))
                    || Files.exists(Path.of("src/main/java/io/clooster", file)));
  }

  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String directory : new String[] {"", "docs"}) {
      try (Stream<Path> files = Files.list(Path.of(directory))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    return pages;
  }

  /** Those to files here. */
  private static List<String> links(Path page) throws IOException {
    String text = FENCED.matcher(Files.readString(page)).replaceAll("");
    return LINK.matcher(text)
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.contains("://"))
        .toList();
  }

  /** What a heading is called in a link, by GitHub's rule. */
  private static Set<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(FENCED.matcher(Files.readString(page)).replaceAll(""))
        .results()
        .map((MatchResult heading) -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
