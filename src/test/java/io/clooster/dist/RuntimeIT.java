// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.testing.Full;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive with a Java of its own, in a root that has a shell and the C library, and no more.
 */
@Full
class RuntimeIT {
  private static final String ENTER =
      "mount -t proc proc \"$0/proc\" && mount --bind /dev \"$0/dev\" && ip link set lo up"
          + " && exec chroot \"$0\" /bin/env -i PATH=/bin \"$@\"";
  private static final String CLOOSTER = "/opt/clooster/bin/clooster";

  @TempDir private Path temp;
  private Path root;

  @Test
  void itNeedsNoJavaAndAnotherBuildIsTheSame() throws Exception {
    Tool.find("unshare", "util-linux");
    Tool.find("ip", "iproute2");
    String busybox = Tool.find("busybox", "busybox-static");
    if (!"root".equals(System.getProperty("user.name"))) {
      Tool.notRun("a root directory of its own is for root");
    }
    Path archive = built(temp.resolve("first"));
    assertThat(Files.mismatch(archive, built(temp.resolve("second")))).isEqualTo(-1);
    System.out.printf("%s: %d bytes%n", archive.getFileName(), Files.size(archive));
    root = emptyRoot(busybox);
    DebianPackage.run("tar", "-xzf", archive, "-C", root.resolve("opt"));

    assertThat(run(CLOOSTER, "version")).contains("java 17");

    // The class data are made by a failover on the sandbox: the link's TLS, the APIs, the routes.
    String made = run(CLOOSTER, "cds-archive").strip();
    assertThat(made).endsWith(".jsa");
    String log = "CLOOSTER_JAVA_OPTS=-Xlog:class+load:file=/tmp/classes";
    run("env", log, CLOOSTER, "version");
    assertThat(root.resolve("tmp/classes"))
        .content()
        .contains("io.clooster.Clooster source: shared objects file");

    // Certificate authorities, for the real APIs; licences and what it consists of.
    String trusted =
        run("/opt/clooster/runtime/bin/keytool", "-list", "-cacerts", "-storepass", "changeit");
    assertThat(trusted).containsPattern("contains \\d{2,} entries");
    Path runtime = root.resolve("opt/clooster/runtime");
    assertThat(runtime.resolve("legal/java.base/LICENSE")).isNotEmptyFile();
    var bill = new ObjectMapper().readTree(runtime.resolve("sbom.json").toFile());
    assertThat(bill.findValuesAsText("name")).contains("OpenJDK");
  }

  private static Path built(Path directory) throws Exception {
    Files.createDirectories(directory);
    Command maven =
        ExampleBuild.maven(
            "-B",
            "-q",
            "-Pruntime",
            "-Druntime.directory=" + directory.resolve("runtime"),
            "-Druntime.output=" + directory,
            "antrun:run@runtime",
            "assembly:single@runtime-archive");
    ExampleBuild.isWhole(
        ExampleBuild.here(maven, 5), "the archive needs a plugin of Maven Central, out of reach");
    return directory.resolve("clooster-2.0.0-linux-x64.tar.gz");
  }

  private Path emptyRoot(String busybox) throws Exception {
    Path made = temp.resolve("root");
    for (String name : List.of("bin", "lib64", "lib", "proc", "dev", "tmp", "opt")) {
      Files.createDirectories(made.resolve(name));
    }
    Files.copy(Path.of(busybox), made.resolve("bin/busybox"));
    Command.Outcome applets = Command.of(busybox, "--list").run();
    for (String applet : applets.out().lines().toList()) {
      if (!"busybox".equals(applet)) {
        Files.createSymbolicLink(made.resolve("bin").resolve(applet), Path.of("busybox"));
      }
    }
    // What Debian's busybox leaves out.
    Files.copy(Path.of("/usr/bin/cksum"), made.resolve("bin/cksum"));
    Files.copy(Path.of("/lib64/ld-linux-x86-64.so.2"), made.resolve("lib64/ld-linux-x86-64.so.2"));
    for (String name : List.of("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0")) {
      Files.copy(Path.of("/lib/x86_64-linux-gnu", name), made.resolve("lib").resolve(name));
    }
    return made;
  }

  private String run(Object... words) throws IOException, InterruptedException {
    var all = new ArrayList<Object>();
    all.addAll(List.of("unshare", "--mount", "--net", "sh", "-c", ENTER, root));
    all.addAll(List.of(words));
    Command.Outcome outcome = Command.of(all.toArray()).start().outcome(4);
    assertThat(outcome.status()).as(outcome.out() + outcome.err()).isZero();
    assertThat(outcome.err()).isEmpty();
    return outcome.out();
  }
}
