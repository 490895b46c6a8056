// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whom TLS trusts besides those that Java trusts. */
public final class TrustedCertificates {
  private TrustedCertificates() {}

  /**
   * TLS that also trusts the certificates of a file.
   *
   * @param file certificates in PEM form
   */
  public static SSLContext with(Path file) throws IOException, GeneralSecurityException {
    List<Certificate> trusted = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      trusted.addAll(CertificateFactory.getInstance("X.509").generateCertificates(in));
    }
    for (TrustManager manager : managers(null)) {
      if (manager instanceof X509TrustManager javas) {
        trusted.addAll(List.of(javas.getAcceptedIssuers()));
      }
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < trusted.size(); i++) {
      store.setCertificateEntry(Integer.toString(i), trusted.get(i));
    }
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, managers(store), null);
    return tls;
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
