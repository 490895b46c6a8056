// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The code blocks of the README, or of another page, in order; and the README's sections. */
public final class Readme {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
  private static final Path PAGE = Path.of("README.md");

  private Readme() {}

  /** The README's blocks in that language, {@code sh} or {@code json}. */
  static List<String> blocks(String language) throws IOException {
    return blocks(PAGE, language);
  }

  /** The README's one block in that language with that text. */
  static String block(String language, String text) throws IOException {
    return block(PAGE, language, text);
  }

  /** A page's one block in that language with that text. */
  public static String block(Path page, String language, String text) throws IOException {
    List<String> found =
        blocks(page, language).stream().filter(block -> block.contains(text)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " blocks of " + page + " with " + text);
    }
    return found.get(0);
  }

  private static List<String> blocks(Path page, String language) throws IOException {
    return BLOCK
        .matcher(Files.readString(page))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** The text of the README's section with this title, with single blanks for all white space. */
  public static String section(String title) throws IOException {
    return lines(title).replaceAll("\\s+", " ");
  }

  /** The commands of that section: each line of its blocks. */
  static List<String> commands(String title) throws IOException {
    return BLOCK
        .matcher(lines(title))
        .results()
        .filter(block -> block.group(1).equals("sh"))
        .flatMap(block -> block.group(2).lines())
        .toList();
  }

  private static String lines(String title) throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf("# " + title + "\n");
    if (begin < 0) {
      throw new AssertionError("the README has no section " + title);
    }
    int text = page.indexOf('\n', begin);
    int end = page.indexOf("\n##", text);
    return page.substring(text, end < 0 ? page.length() : end);
  }
}
