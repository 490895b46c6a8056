// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Takes every single certificate with an elliptic-curve key. That is no carelessness: TLS proves
 * that the other end has the certificate's private key, and the handshake within it proves the
 * shared key for just this pair of certificates. Until then the other end is a stranger.
 */
final class TrustAnySelfSigned extends X509ExtendedTrustManager {

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  private static void check(X509Certificate[] chain) throws CertificateException {
    if (chain.length != 1 || !chain[0].getPublicKey().getAlgorithm().equals("EC")) {
      throw new CertificateException("one certificate with an elliptic-curve key is expected");
    }
  }
}
