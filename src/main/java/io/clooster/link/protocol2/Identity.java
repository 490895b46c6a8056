// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This server's key pair and certificate, made once and kept in one file of the state directory.
 * Nobody signs the certificate and nobody has to know it: the proof binds the shared key to
 * whatever certificate a connection shows. So the file may be deleted at any time; the next start
 * makes another. So does a start that finds what is no use: whatever is wrong with it, a new one
 * costs nothing.
 */
final class Identity {
  /** The file's name. */
  static final String FILE = "identity.p12";

  static final String ALIAS = "clooster";

  /**
   * The format wants a password. It protects nothing, as it stands here: the file's mode does, and
   * so it is checked.
   */
  static final String PASSWORD = "clooster";

  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final KeyStore keys;
  private final Certificate certificate;

  Identity(KeyStore keys, Certificate certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  /**
   * The identity in this directory, which must exist; made where there is none that is of use.
   *
   * @throws IdentityFailure with a message that is made to be shown to the user
   */
  static Identity in(Path stateDirectory) {
    Path file = stateDirectory.resolve(FILE);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      try {
        return IdentityFile.read(file);
      } catch (UnusableIdentity e) {
        Path aside = IdentityFile.putAside(file);
        LOG.warn(
            "identity={} state=put aside: {}; it is {} now, and a new key and certificate are made:"
                + " the other servers need not know",
            file,
            e.getMessage(),
            aside);
      }
    }
    LOG.info(
        "identity={} state=making: the key and certificate of this server, once and for all its"
            + " starts; that takes a second, on a small machine ten and more",
        file);
    return made(file);
  }

  /** One that is needed once only, in an empty directory; nothing is logged of it. */
  static Identity once(Path directory) {
    return made(directory.resolve(FILE));
  }

  private static Identity made(Path file) {
    KeyTool.make(file);
    try {
      return IdentityFile.read(file);
    } catch (UnusableIdentity e) {
      throw new IdentityFailure(
          "the key and certificate of this server, "
              + file
              + ", were just made, and are no use: "
              + e.getMessage()
              + ". Is the disk full, is the Java runtime complete?");
    }
  }

  KeyStore keys() {
    return keys;
  }

  Certificate certificate() {
    return certificate;
  }
}
