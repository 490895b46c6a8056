// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.CipherSuitesParameters;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.jspecify.annotations.Nullable;

/**
 * TLS 1.3, and nothing older, with this server's own certificate. One context serves all
 * connections. The identity is made or read when the first route asks for it.
 */
public final class LinkTls extends SSLContextParameters {
  private static final int SESSIONS = 16;

  /**
   * All that TLS 1.3 has in Java, the first one preferred: without the JVM's second compiler, which
   * an idle daemon does not earn back, AES takes seven times as long as this.
   */
  private static final List<String> CIPHERS =
      List.of("TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256");

  private final Path stateDirectory;
  private final boolean isKept;
  private @Nullable Identity identity;
  private @Nullable SSLContext made;

  /** With the identity that is kept in this directory. */
  public LinkTls(String stateDirectory) {
    this(Path.of(stateDirectory), true);
  }

  private LinkTls(Path directory, boolean isKept) {
    this.stateDirectory = directory;
    this.isKept = isKept;
  }

  /** With an identity that is made for this process alone, in an empty directory. */
  static LinkTls once(Path directory) {
    return new LinkTls(directory, false);
  }

  @Override
  public synchronized SSLContext createSSLContext(@Nullable CamelContext context)
      throws GeneralSecurityException, IOException {
    SSLContext tls = made;
    if (tls == null) {
      prepare();
      tls = super.createSSLContext(context);
      // A session is resumed by nobody of us: none is worth its memory.
      tls.getClientSessionContext().setSessionCacheSize(SESSIONS);
      tls.getServerSessionContext().setSessionCacheSize(SESSIONS);
      made = tls;
    }
    return tls;
  }

  /** Our own certificate, DER. */
  byte[] certificate() throws CertificateEncodingException {
    return identity().certificate().getEncoded();
  }

  private synchronized Identity identity() {
    Identity known = identity;
    if (known == null) {
      known = isKept ? Identity.in(stateDirectory) : Identity.once(stateDirectory);
      identity = known;
    }
    return known;
  }

  private void prepare() {
    KeyStoreParameters store = new KeyStoreParameters();
    store.setKeyStore(identity().keys());
    KeyManagersParameters keys = new KeyManagersParameters();
    keys.setKeyStore(store);
    keys.setKeyPassword(Identity.PASSWORD);
    setKeyManagers(keys);
    TrustManagersParameters trust = new TrustManagersParameters();
    trust.setTrustManager(new TrustAnySelfSigned());
    setTrustManagers(trust);
    SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
    protocols.setSecureSocketProtocol(List.of("TLSv1.3"));
    setSecureSocketProtocols(protocols);
    CipherSuitesParameters ciphers = new CipherSuitesParameters();
    ciphers.setCipherSuite(CIPHERS);
    setCipherSuites(ciphers);
  }
}
