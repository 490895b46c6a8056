// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.config.Config;
import io.clooster.config.Secret;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;

/**
 * {@code operate.token} in the state directory: who can read it may tell this server what to do. It
 * is made once, and kept over restarts. What the configuration has as {@code operate.token} is as
 * good.
 */
public final class OperateToken {
  /** Its name in the state directory. */
  public static final String NAME = "operate.token";

  private static final String SCHEME = "Bearer ";
  private static final int BYTES = 32;

  /** Also one that somebody wrote there; none that is guessed, nor an empty one. */
  private static final Pattern TOKEN = Pattern.compile("[!-~]{16,512}");

  private final Path stateDirectory;
  private final @Nullable Secret written;

  /** Of the server of this configuration. */
  public OperateToken(Config config) {
    this.stateDirectory = config.stateDir();
    Config.Operate operate = config.operate();
    this.written = operate == null ? null : operate.token();
  }

  /** Makes it where there is none that is good for something, and closes it to others. */
  void make() throws IOException {
    Path file = stateDirectory.resolve(NAME);
    PrivateDirectory.fileWithin(file);
    try {
      header(stateDirectory);
    } catch (FileSystemException e) {
      byte[] random = new byte[BYTES];
      new SecureRandom().nextBytes(random);
      StateFile.replace(file, HexFormat.of().formatHex(random).getBytes(UTF_8));
    }
  }

  /**
   * The header {@code Authorization} that shows it.
   *
   * @throws java.nio.file.AccessDeniedException where this user may not read it
   * @throws java.nio.file.NoSuchFileException where there is none
   * @throws FileSystemException where what is there is none
   */
  public static String header(Path stateDirectory) throws IOException {
    return SCHEME + read(stateDirectory);
  }

  private static String read(Path stateDirectory) throws IOException {
    Path file = stateDirectory.resolve(NAME);
    String token = new String(StateFile.read(file), UTF_8).strip();
    if (!TOKEN.matcher(token).matches()) {
      throw new FileSystemException(
          file.toString(), null, "holds no token: 16 to 512 visible ASCII characters");
    }
    return token;
  }

  /**
   * Whether who sent this knows it. It may take as long as the disk wants.
   *
   * @param header {@code Authorization}, as it was sent; null for none
   */
  public boolean isShown(@Body @Nullable String header) {
    byte[] shown = token(header).getBytes(UTF_8);
    // Both, whatever the first one says: how long it takes tells nothing.
    boolean isWritten = written != null && MessageDigest.isEqual(shown, bytes(written.value()));
    boolean isMade = isMade(shown);
    return isWritten || isMade;
  }

  /** The name of a scheme may be written in any case (RFC 9110, 11.1). */
  private static String token(@Nullable String header) {
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length()).strip()
        : "";
  }

  private boolean isMade(byte[] shown) {
    try {
      return MessageDigest.isEqual(shown, bytes(read(stateDirectory)));
    } catch (IOException e) {
      return false; // Nobody can show what is not there.
    }
  }

  private static byte[] bytes(String token) {
    return token.getBytes(UTF_8);
  }

  /**
   * Lets nobody through who does not know it.
   *
   * @param shown null where the disk does not say
   */
  public void letThrough(@Body @Nullable Boolean shown) throws OrderRefused {
    if (shown == null) {
      throw new OrderRefused(
          507,
          "the disk of the state directory does not answer, where the token is, so nothing was"
              + " changed: look at the disk");
    } else if (!shown) {
      throw new OrderRefused(
          401,
          "show the token of "
              + stateDirectory.resolve(NAME)
              + " as the header \"Authorization: Bearer TOKEN\"");
    }
  }
}
