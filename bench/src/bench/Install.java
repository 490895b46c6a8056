// SPDX-License-Identifier: Apache-2.0
package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is downloaded, what it takes on the disk, and how soon it runs: the Debian package, with the
 * system's Java, and the archive, with its own. The baseline of a start, in the same run: a Java
 * program that opens a port and nothing else, with that Java. Of the installation: the built
 * directory, copied and started as it is, without class data; the other server of the pair runs.
 */
public final class Install implements AutoCloseable {
  private static final Path DEB = Path.of("target/clooster_2.0.0_all.deb").toAbsolutePath();
  private static final Path ARCHIVE =
      Path.of("target/clooster-2.0.0-linux-x64.tar.gz").toAbsolutePath();
  private static final Path BUILT = Path.of("target/clooster").toAbsolutePath();

  private final Path directory = Files.createTempDirectory("clooster-bench-");

  private Install() throws IOException {}

  public static void main(String[] args) throws Exception {
    int runs = new Arguments(2, args).number(0, 5);
    try (Install bench = new Install()) {
      bench.sizes();
      bench.starts(runs);
      if ("root".equals(System.getProperty("user.name")) && Program.isThere("mmdebstrap")) {
        bench.installations(runs);
      } else {
        System.out.println("apt install -> linked: not measured, this needs root and mmdebstrap");
      }
    }
  }

  private Path packaged() {
    return directory.resolve("package/usr/share/clooster");
  }

  private Path unpacked() {
    return directory.resolve("archive/clooster");
  }

  private void sizes() throws Exception {
    Program.run("dpkg-deb", "-x", DEB, directory.resolve("package"));
    Files.createDirectories(unpacked().getParent());
    Program.run("tar", "-xzf", ARCHIVE, "-C", unpacked().getParent());
    // As they lie where they are unpacked: links to places that only an installed package has are not followed.
    long packaged = bytes(directory.resolve("package"));
    long unpacked = bytes(unpacked());
    long java = bytes(Path.of(System.getProperty("java.home")).toRealPath());
    size("package: download", Files.size(DEB));
    size("package: installed", packaged);
    size("the JDK of this machine, with which it runs here", java);
    size("archive: download", Files.size(ARCHIVE));
    size("archive: unpacked, its Java included", unpacked);
    Figures.ratio("archive / package: download", Files.size(ARCHIVE), Files.size(DEB));
    Figures.ratio("archive / package: on the disk", unpacked, packaged);
  }

  private static void size(String what, long bytes) {
    System.out.printf("%-50s %8.1f MB%n", what, bytes / 1e6);
  }

  private static long bytes(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(file -> Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS))
          .mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private void starts(int runs) throws Exception {
    // What the package has as links to /etc is not here, and nothing needs it.
    Path cache = Files.createDirectories(directory.resolve("class-data"));
    Path ownJava = unpacked().resolve("runtime/bin/java");
    Figures ours = new Figures();
    Figures own = new Figures();
    Figures bare = new Figures();
    Figures ownBare = new Figures();
    for (Path home : List.of(packaged(), unpacked())) {
      ProcessBuilder making = new ProcessBuilder(home + "/bin/clooster", "cds-archive");
      making.environment().put("CLOOSTER_CACHE", cache.toString());
      Program.run(making);
    }
    for (int run = 1; run <= runs; run++) {
      ours.add(start(packaged(), cache));
      bare.add(baseline(Path.of("java")));
      own.add(start(unpacked(), cache));
      ownBare.add(baseline(ownJava));
    }
    ours.print("package, this machine's Java: start -> listening");
    bare.print("baseline: that Java with one open port");
    own.print("archive, its own Java: start -> listening");
    ownBare.print("baseline: that Java with one open port");
    Figures.ratio("package / baseline", ours.median(), bare.median());
    Figures.ratio("archive / baseline", own.median(), ownBare.median());
    Figures.ratio("archive / package", own.median(), ours.median());
  }

  /** Until it listens; the second one of two, as the first one makes a certificate. */
  private static long start(Path home, Path cache) throws Exception {
    try (Pair pair = new Pair(2)) {
      long taken = 0;
      for (int start = 1; start <= 2; start++) {
        long begun = System.nanoTime();
        pair.startFirst(home, cache);
        Pair.await(pair::listening);
        taken = System.nanoTime() - begun;
        pair.first.destroyForcibly().waitFor();
      }
      return taken;
    }
  }

  private static long baseline(Path java) throws Exception {
    try (Pair pair = new Pair(2)) {
      long begun = System.nanoTime();
      pair.first =
          new ProcessBuilder(
                  java.toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "bench.Start",
                  "port",
                  "" + pair.port)
              .start();
      Pair.await(pair::listening);
      return System.nanoTime() - begun;
    }
  }

  private void installations(int runs) throws Exception {
    Path fresh = directory.resolve("fresh");
    Program.run("mmdebstrap", "--quiet", "--variant=apt", "--include=default-jre-headless",
        "--dpkgopt=force-unsafe-io", Program.debian(), fresh);
    Figures apt = new Figures();
    Figures linked = new Figures();
    Figures copied = new Figures();
    for (int run = 1; run <= runs; run++) {
      Path root = directory.resolve("root");
      Program.run("cp", "-a", "--reflink=auto", fresh, root);
      installed(root, apt, linked);
      Program.run("rm", "-rf", "--one-file-system", root);
      copied.add(copied());
    }
    apt.print("apt install, class data made");
    linked.print("apt install, and all until linked");
    copied.print("baseline: the directory copied, started, linked");
    Figures.ratio("apt install to linked / baseline", linked.median(), copied.median());
  }

  private void installed(Path root, Figures apt, Figures linked) throws Exception {
    try (Pair pair = new Pair(2)) {
      pair.startSecond();
      Pair.await(() -> pair.log("srv2").contains("state=started"));
      Files.copy(DEB, root.resolve("tmp/clooster.deb"));
      Files.writeString(root.resolve("etc/hosts"), pair.hosts());
      long begun = System.nanoTime();
      Program.run(Program.in(root, "apt-get", "-qq", "install", "--yes", "--no-install-recommends", "/tmp/clooster.deb"));
      apt.add(System.nanoTime() - begun);
      Files.writeString(root.resolve("etc/clooster/clooster.json"), pair.firstsConfig());
      pair.startFirst(Program.in(root, "clooster", "run", "/etc/clooster/clooster.json"));
      pair.awaitLinked();
      linked.add(System.nanoTime() - begun);
    }
  }

  private long copied() throws Exception {
    try (Pair pair = new Pair(2)) {
      pair.startSecond();
      Pair.await(() -> pair.log("srv2").contains("state=started"));
      Path home = directory.resolve("copied");
      Path none = Files.createDirectories(directory.resolve("none"));
      long begun = System.nanoTime();
      Program.run("cp", "-a", BUILT, home);
      Program.run("rm", "-rf", home.resolve("cache"));
      pair.startFirst(home, none);
      pair.awaitLinked();
      long taken = System.nanoTime() - begun;
      pair.first.destroyForcibly().waitFor();
      Program.run("rm", "-rf", home, none);
      return taken;
    }
  }

  @Override
  public void close() throws Exception {
    // What a root holds are links and files that are not this user's.
    Program.run("rm", "-rf", "--one-file-system", directory);
  }
}
