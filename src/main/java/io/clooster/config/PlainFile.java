// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads files that ought to be small, whatever stands in their place. */
public final class PlainFile {
  private PlainFile() {}

  /**
   * All that the file holds; a link is followed.
   *
   * @param most so many bytes
   * @throws Unlike where it is a directory, a pipe or a device, which might never end, or larger
   */
  public static byte[] read(Path file, int most) throws IOException {
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    if (!found.isRegularFile()) {
      throw new Unlike(found.isDirectory() ? "is a directory" : "is a pipe or a device");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new Unlike("is larger than " + most / 1024 + " KiB");
      }
      return bytes;
    }
  }

  /** It is no small file; the message continues "the file …". */
  public static final class Unlike extends IOException {
    private static final long serialVersionUID = 1L;

    private final String what;

    private Unlike(String what) {
      super(what);
      this.what = what;
    }

    @Override
    public String getMessage() {
      return what;
    }
  }
}
