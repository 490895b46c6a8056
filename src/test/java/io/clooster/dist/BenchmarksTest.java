// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks, which no build compiles: they are compiled when one is run. */
class BenchmarksTest {
  private static final Path SOURCES = Path.of("bench", "src");

  @Test
  void theyCompileAgainstWhatTheyMeasure(@TempDir Path classes) throws Exception {
    // Given
    List<Path> sources;
    try (var files = Files.walk(SOURCES)) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of(
            "-proc:none",
            "-classpath",
            System.getProperty("java.class.path"),
            "-d",
            classes.toString());
    StringWriter said = new StringWriter();

    // When
    boolean compiled;
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var units = files.getJavaFileObjectsFromPaths(sources);
      compiled = compiler.getTask(said, files, null, options, null, units).call();
    }

    // Then
    assertThat(sources).isNotEmpty();
    assertThat(compiled).as("javac says:%n%s", said).isTrue();
  }
}
