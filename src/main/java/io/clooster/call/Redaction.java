// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Text without the secrets of this process, whoever wrote it: a service may well send back the
 * credentials that it refused. What is a secret for one part of the process is one for all.
 */
public final class Redaction {
  private static final String MASK = "***";

  private static final Set<String> SECRETS = new LinkedHashSet<>();
  private static volatile List<String> forms = List.of();

  private Redaction() {}

  /**
   * From now on no text shows these.
   *
   * @param secrets those shorter than {@link SecretForms#SHORTEST} characters are no secrets: they
   *     would be found in any text
   */
  public static void hide(Collection<String> secrets) {
    synchronized (SECRETS) {
      SECRETS.addAll(secrets);
      forms =
          SECRETS.stream()
              .flatMap(secret -> SecretForms.of(secret).stream())
              .distinct()
              // One may be a part of another one.
              .sorted(Comparator.comparingInt(String::length).reversed())
              .toList();
    }
  }

  /** The text with {@code ***} in place of each secret, plain or encoded. */
  public static String of(String text) {
    String redacted = text;
    for (String form : forms) {
      if (redacted.contains(form)) {
        redacted = redacted.replace(form, MASK);
      }
    }
    return redacted;
  }

  /** So many characters has the longest of what is hidden; 0 if nothing is. */
  static int longest() {
    List<String> known = forms;
    return known.isEmpty() ? 0 : known.get(0).length();
  }
}
