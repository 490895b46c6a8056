// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Makes an {@link Identity} with the keytool that each Java runtime brings. */
final class KeyTool {
  private static final int PATIENCE_SECONDS = 60;

  /** Bytes: more than a key, its certificate and what keytool says take. */
  private static final int ROOM = 16 * 1024;

  /**
   * How often a key is derived from the file's password, which is no secret: the file's mode
   * protects it. Each start would take a sixth longer with Java's 10,000 (java.security, {@code
   * keystore.pkcs12}).
   */
  private static final int ITERATIONS = 1;

  private KeyTool() {}

  /** Makes the file, whole or not at all, for its owner alone. */
  static void make(Path file) {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    try {
      // A directory that only we may enter: the file is nobody else's from its first moment.
      Path directory = Files.createTempDirectory(parent(file), "identity-");
      Path made = directory.resolve(Identity.FILE);
      try {
        roomFor(directory.resolve("room"));
        run(command(tool, made), directory.resolve("keytool.log"));
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
        sync(made);
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        sync(parent(file));
      } finally {
        Files.deleteIfExists(directory.resolve("room"));
        Files.deleteIfExists(made);
        Files.deleteIfExists(directory.resolve("keytool.log"));
        Files.deleteIfExists(directory);
      }
    } catch (IOException e) {
      throw new IdentityFailure(failure(file, tool, e));
    }
  }

  /** What the user is told. */
  static String failure(Path file, Path tool, IOException why) {
    return "a key and certificate for this server can't be made in "
        + parent(file)
        + " with "
        + tool
        + ": "
        + why.getMessage()
        + (isFull(why)
            ? ". The disk is full: make room there"
            : ". Is the directory writable, is the Java runtime complete?");
  }

  /** Writes more than a key takes, as keytool does not say why the disk refuses it. */
  static void roomFor(Path probe) throws IOException {
    try {
      Files.write(probe, new byte[ROOM]);
    } catch (IOException e) {
      throw new IOException("nothing can be written there: " + e.getMessage(), e);
    }
  }

  /** By the system's own words, which the JDK passes on as they are. */
  private static boolean isFull(IOException failure) {
    String words = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return words.contains("no space left") || words.contains("quota exceeded");
  }

  private static List<String> command(Path tool, Path made) {
    return List.of(
        tool.toString(),
        "-J-Duser.language=en",
        "-J-XX:-UsePerfData",
        "-J-Dkeystore.pkcs12.keyPbeIterationCount=" + ITERATIONS,
        "-J-Dkeystore.pkcs12.certPbeIterationCount=" + ITERATIONS,
        "-J-Dkeystore.pkcs12.macIterationCount=" + ITERATIONS,
        "-genkeypair",
        "-alias",
        Identity.ALIAS,
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-sigalg",
        "SHA256withECDSA",
        "-dname",
        "CN=Clooster",
        "-validity",
        "36500",
        "-storetype",
        "PKCS12",
        "-keystore",
        made.toString(),
        "-storepass",
        Identity.PASSWORD);
  }

  private static void run(List<String> command, Path log) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("no end after " + PATIENCE_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      String said = Files.readString(log, StandardCharsets.UTF_8).strip();
      throw new IOException(
          "exit status " + process.exitValue() + (said.isEmpty() ? "" : ", " + said));
    }
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path parent(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a directory");
  }
}
