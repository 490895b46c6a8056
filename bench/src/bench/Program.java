// SPDX-License-Identifier: Apache-2.0
package bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Programs that have to do well, and where they run. */
final class Program {
  private Program() {}

  static void run(Object... words) throws IOException, InterruptedException {
    run(new ProcessBuilder(Arrays.stream(words).map(Object::toString).toList()));
  }

  static void run(List<String> words) throws IOException, InterruptedException {
    run(new ProcessBuilder(words));
  }

  static void run(ProcessBuilder program) throws IOException, InterruptedException {
    Process process = program.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", program.command()) + "\n" + output);
    }
  }

  static boolean isThere(String name) {
    return Stream.of(System.getenv("PATH").split(":")).anyMatch(place -> Files.isExecutable(Path.of(place, name)));
  }

  /** The name of this machine's Debian. */
  static String debian() throws IOException {
    return Files.readAllLines(Path.of("/etc/os-release")).stream()
        .filter(line -> line.startsWith("VERSION_CODENAME="))
        .map(line -> line.substring(line.indexOf('=') + 1))
        .findFirst().orElseThrow(() -> new IllegalStateException("this is no Debian"));
  }

  /** The words that run a program in another root; it becomes that program. */
  static List<String> in(Path root, String... words) {
    List<String> all = new ArrayList<>(List.of(
        "unshare", "--mount", "sh", "-c",
        "mount -t proc proc \"$0/proc\" && mount --bind /dev \"$0/dev\" && exec chroot \"$0\" env -u JAVA_HOME -u CLOOSTER_JAVA_OPTS"
            + " -u CLOOSTER_CACHE DEBIAN_FRONTEND=noninteractive PATH=/usr/sbin:/usr/bin:/sbin:/bin \"$@\"",
        root.toString()));
    all.addAll(List.of(words));
    return all;
  }
}
