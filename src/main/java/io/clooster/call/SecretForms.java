// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The spellings in which a secret may come back from a service or turn up in a log. */
final class SecretForms {
  /** Shorter ones, {@code true} and {@code 5000} say, are ordinary words. */
  static final int SHORTEST = 6;

  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");

  private SecretForms() {}

  /** All of them: plain, percent-encoded, as JSON and HTML escape it, Base64. */
  static Set<String> of(String secret) {
    Set<String> forms = new LinkedHashSet<>();
    if (secret.length() < SHORTEST) {
      return forms;
    }
    forms.add(secret);
    forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
    forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"));
    forms.add(secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    addPercent(forms, URLEncoder.encode(secret, StandardCharsets.UTF_8));
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    for (int before = 0; before < 3; before++) {
      addBase64(forms, bytes, before);
    }
    return forms;
  }

  /** A form's and a path's spelling of a blank, and digits in upper and lower case. */
  private static void addPercent(Set<String> forms, String encoded) {
    for (String form : new String[] {encoded, encoded.replace("+", "%20")}) {
      forms.add(form);
      forms.add(ESCAPE.matcher(form).replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT)));
    }
  }

  /**
   * Within something longer, as {@code user:password} is: three bytes become four characters, so
   * what a secret looks like depends on how many bytes come before it. The characters that its
   * neighbours have a share in are left out.
   */
  private static void addBase64(Set<String> forms, byte[] secret, int before) {
    byte[] shifted = new byte[before + secret.length];
    System.arraycopy(secret, 0, shifted, before, secret.length);
    int first = before == 0 ? 0 : before + 1;
    int end = shifted.length * 8 / 6;
    if (end - first >= SHORTEST) {
      forms.add(Base64.getEncoder().encodeToString(shifted).substring(first, end));
      forms.add(Base64.getUrlEncoder().encodeToString(shifted).substring(first, end));
    }
  }
}
