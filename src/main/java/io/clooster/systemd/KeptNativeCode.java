// SPDX-License-Identifier: Apache-2.0
package io.clooster.systemd;

import com.sun.jna.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * JNA's native code in the service's cache, from one start to the next: JNA alone unpacks it at
 * each start, and where the disk is full by then, systemd would not hear of this server and would
 * end it.
 */
final class KeptNativeCode {
  /** What JNA looks for before it unpacks anything (the documentation of its class Native). */
  private static final String DIRECTORY = "jna.boot.library.path";

  private static final String NAME = "jna.boot.library.name";

  private KeptNativeCode() {}

  /** JNA takes it from {@code cache}, where it is put if it is not there; else where it can. */
  static void use(Path cache) {
    try (InputStream packed = Platform.class.getResourceAsStream(resource())) {
      if (packed != null) {
        byte[] code = packed.readAllBytes();
        String name = "jnidispatch-" + Long.toHexString(checksum(code));
        keep(code, cache.resolve(System.mapLibraryName(name)));
        System.setProperty(DIRECTORY, cache.toString());
        System.setProperty(NAME, name);
      }
    } catch (IOException e) {
      // A cache that can't be written to: JNA unpacks it where temporary files go.
      return;
    }
  }

  private static String resource() {
    return "/com/sun/jna/" + Platform.RESOURCE_PREFIX + "/" + System.mapLibraryName("jnidispatch");
  }

  private static long checksum(byte[] code) {
    CRC32 sum = new CRC32();
    sum.update(code);
    return sum.getValue();
  }

  private static void keep(byte[] code, Path file) throws IOException {
    if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), code)) {
      return;
    }
    Path part = Files.createTempFile(file.getParent(), "jnidispatch", ".part");
    try {
      Files.write(part, code);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
