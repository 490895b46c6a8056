// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The key pair and certificate of each server, by its number: the first of that number makes it,
 * and all in later groups have it from before. Making one takes a Java of its own, which costs half
 * as much as the server's start.
 */
final class KnownIdentities {
  private static final String FILE = "identity.p12";
  private static final Map<Integer, byte[]> MADE = new ConcurrentHashMap<>();

  private KnownIdentities() {}

  /** Gives it to a server that has never run, if there is one. */
  static void give(int number, Path stateDirectory) throws IOException {
    var made = MADE.get(number);
    if (made != null) {
      Files.createDirectory(
          stateDirectory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      var file =
          Files.createFile(
              stateDirectory.resolve(FILE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file, made);
    }
  }

  /** Keeps that of a server that has run. */
  static void keep(int number, Path stateDirectory) throws IOException {
    var file = stateDirectory.resolve(FILE);
    if (Files.exists(file)) {
      MADE.putIfAbsent(number, Files.readAllBytes(file));
    }
  }
}
