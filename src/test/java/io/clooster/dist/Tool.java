// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs that a test needs and that a machine may lack. */
public final class Tool {
  private static final List<String> OUTSIDE_THE_PATH =
      List.of("/usr/sbin", "/sbin", "/usr/lib/systemd", "/lib/systemd");

  private Tool() {}

  /** Finds the program, or reports the test as not run; with {@code CI=true}, as failed. */
  public static String find(String program, String debianPackage) {
    return Stream.concat(Stream.of(System.getenv("PATH").split(":")), OUTSIDE_THE_PATH.stream())
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseGet(() -> missing(program, debianPackage));
  }

  public static String missing(String what, String debianPackage) {
    var message = "%s is missing (Debian package %s)".formatted(what, debianPackage);
    if ("true".equals(System.getenv("CI"))) {
      fail(message);
    }
    return notRun(message);
  }

  /** Ends the test as not run, and says so where the build is watched, not in a report only. */
  public static String notRun(String reason) {
    var test =
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames
                        .filter(frame -> frame.getClassName().endsWith("IT"))
                        .findFirst()
                        .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                        .orElse("a test"));
    System.out.println("NOT RUN: " + test + ": " + reason);
    return Assumptions.abort(reason);
  }
}
