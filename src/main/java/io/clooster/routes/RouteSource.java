// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import io.clooster.call.FailureText;
import io.clooster.config.PlainFile;
import io.clooster.config.YamlText;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a file of routes before Camel does, which would wait for a pipe and be silent of a map. */
public final class RouteSource {
  private RouteSource() {}

  /** The file can't be one of routes; the fault speaks of it as "it". */
  public static final class Unusable extends Exception {
    @Serial private static final long serialVersionUID = 1;

    private final transient RouteFault fault;

    private Unusable(String what, String remedy) {
      super(what);
      this.fault = new RouteFault(what, remedy);
    }

    /** What is wrong, and what to do about it. */
    public RouteFault fault() {
      return fault;
    }
  }

  /**
   * What the file holds.
   *
   * @throws Unusable if it is no plain file, too large, not readable or not UTF-8
   */
  public static String read(Path file) throws Unusable {
    try {
      return YamlText.read(file);
    } catch (CharacterCodingException e) {
      throw notUtf8();
    } catch (PlainFile.Unlike e) {
      throw new Unusable(
          "it " + e.getMessage(), "make it a plain file with a few routes, or remove it");
    } catch (IOException e) {
      throw new Unusable(FailureText.of(e), "restore it, or see to its mode and owner");
    }
  }

  /**
   * These bytes as text.
   *
   * @throws Unusable if they are not UTF-8
   */
  static String decode(byte[] text) throws Unusable {
    try {
      return YamlText.decode(text);
    } catch (CharacterCodingException e) {
      throw notUtf8();
    }
  }

  /**
   * The text's list of items, or its Kamelet, which is a map.
   *
   * @throws Unusable if it is no YAML, or neither of the two
   */
  public static Object items(String text) throws Unusable {
    Object yaml;
    try {
      yaml = YamlText.load(text);
    } catch (YamlText.TooMuch e) {
      throw new Unusable(line(e.line()) + e.getMessage(), e.remedy());
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
      throw new Unusable(
          "it is no YAML: " + line(line) + FailureText.quote(e.getProblem()),
          "correct the indentation (spaces, no tabs) and the quotes there");
    } catch (YamlEngineException | StackOverflowError e) {
      if (String.valueOf(e.getMessage()).startsWith("Non scalar key")) {
        throw new Unusable("a key in it is not plain text", "write it as \"key: value\"");
      }
      throw new Unusable("it is no YAML: " + FailureText.of(e), "correct it");
    }
    if (yaml instanceof List<?> list && !list.isEmpty()) {
      return list;
    }
    if (yaml instanceof Map<?, ?> map
        && map.get("metadata") instanceof Map<?, ?>
        && map.get("spec") instanceof Map<?, ?>) {
      return map;
    }
    throw new Unusable(
        text.isBlank() ? "it is empty" : "nothing in it is a route, a bean or a Kamelet",
        "write a list into it that begins with \"- route:\" or \"- beans:\", or delete it");
  }

  private static Unusable notUtf8() {
    return new Unusable("it is not UTF-8", "save it as UTF-8 text");
  }

  private static String line(int number) {
    return number == 0 ? "" : "line " + number + ": ";
  }
}
