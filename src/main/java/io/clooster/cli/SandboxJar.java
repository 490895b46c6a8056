// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.daemon.BuildVersion;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The stand-ins' jar, which is not on the daemon's class path. Loaded beside it, and not put on it
 * for some commands, as an archive of classes holds for one class path only.
 */
final class SandboxJar {
  private SandboxJar() {}

  /**
   * The commands in the jar of this installation, or on the class path of a test.
   *
   * @throws NoSuchFileException when the jar of this version is not there; its message says so
   */
  static SandboxCommands open(Path home) throws IOException {
    Optional<SandboxCommands> onClassPath = in(SandboxJar.class.getClassLoader());
    if (onClassPath.isPresent()) {
      return onClassPath.get();
    }
    Path jar = home.resolve("sandbox").resolve("clooster-" + BuildVersion.get() + "-sandbox.jar");
    if (!Files.isReadable(jar)) {
      throw new NoSuchFileException(
          "this needs the sandbox, the stand-ins for Cloudflare and Pushbullet, and "
              + jar
              + " is not there to be read. Unpack Clooster again to have it; the daemon runs without it");
    }
    // Open until the process ends, as all that comes from it.
    return in(new URLClassLoader(
            "sandbox", new URL[] {jar.toUri().toURL()}, SandboxJar.class.getClassLoader()))
        .orElseThrow(() -> new IOException(jar + " is not the sandbox of this version"));
  }

  private static Optional<SandboxCommands> in(ClassLoader loader) {
    return ServiceLoader.load(SandboxCommands.class, loader).findFirst();
  }
}
