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
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Variable;
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

  /** So many signed orders are known, so that none is good twice. */
  private static final int MOST_KNOWN = 10_000;

  private final Path stateDirectory;
  private final OperateFile daemon;
  private final @Nullable Secret written;
  private final Set<String> nonces = new LinkedHashSet<>();

  /**
   * What somebody sent with an order.
   *
   * @param header {@code Authorization}; null for none
   * @param what the path and query
   */
  public record Shown(@Nullable String header, String what) {}

  /**
   * Of the server of this configuration.
   *
   * @param address where it listens, as {@link OperateFile} has it
   * @param run of the daemon
   */
  public OperateToken(Config config, String address, String run) {
    this.stateDirectory = config.stateDir();
    this.daemon = new OperateFile(address, run);
    Config.Operate operate = config.operate();
    this.written = operate == null ? null : operate.token();
  }

  /** Makes it where there is none that is good for something, and closes it to others. */
  void make() throws IOException {
    Path file = stateDirectory.resolve(NAME);
    PrivateDirectory.fileWithin(file);
    try {
      read(stateDirectory);
    } catch (FileSystemException e) {
      byte[] random = new byte[BYTES];
      new SecureRandom().nextBytes(random);
      StateFile.replace(file, HexFormat.of().formatHex(random).getBytes(UTF_8));
    }
  }

  /**
   * The header {@code Authorization} for an order, which shows that we know it, and not what it is.
   *
   * @param what the path and query of the order
   * @param daemon whom it is for
   * @throws java.nio.file.AccessDeniedException where this user may not read it
   * @throws java.nio.file.NoSuchFileException where there is none
   * @throws FileSystemException where what is there is none
   */
  public static String signature(String what, Path stateDirectory, OperateFile daemon)
      throws IOException {
    return OrderSignature.of(what, daemon, read(stateDirectory)).header();
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

  /** What came with an order. */
  public Shown shown(
      @Variable("token") @Nullable String header,
      @Variable("path") String path,
      @Variable("rawQuery") @Nullable String query) {
    String what = path.startsWith("/") ? path : "/" + path;
    return new Shown(header, query == null || query.isEmpty() ? what : what + "?" + query);
  }

  /** Whether who sent this knows it. It may take as long as the disk wants. */
  public boolean isShown(@Body Shown shown) {
    String header = shown.header() == null ? "" : shown.header();
    if (OrderSignature.isOne(header)) {
      OrderSignature signature = OrderSignature.read(header);
      return isOfOne(token -> signature.isBy(token, shown.what(), daemon))
          && isNew(signature.nonce());
    }
    byte[] bearer = bytes(bearer(header));
    return isOfOne(token -> MessageDigest.isEqual(bearer, bytes(token)));
  }

  /** Both are looked at, whatever the first one says: how long it takes tells nothing. */
  private boolean isOfOne(Predicate<String> shows) {
    String made = made();
    boolean byWritten = written != null && shows.test(written.value());
    boolean byMade = made != null && shows.test(made);
    return byWritten || byMade;
  }

  /** The token itself may be shown again and again, a signed order is good once. */
  private synchronized boolean isNew(String nonce) {
    boolean added = nonces.add(nonce);
    if (nonces.size() > MOST_KNOWN) {
      nonces.remove(nonces.iterator().next());
    }
    return added;
  }

  /** How many signed orders are known. */
  synchronized int known() {
    return nonces.size();
  }

  /** The name of a scheme may be written in any case (RFC 9110, 11.1). */
  private static String bearer(String header) {
    return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length()).strip()
        : "";
  }

  private @Nullable String made() {
    try {
      return read(stateDirectory);
    } catch (IOException e) {
      return null; // Nobody can show what is not there.
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
