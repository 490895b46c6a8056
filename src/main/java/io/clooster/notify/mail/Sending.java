// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify.mail;

import jakarta.mail.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who has got a mail, and who refused it, so that only the others are tried again. */
final class Sending {
  private final Set<Address> took = new LinkedHashSet<>();
  private final Map<Address, String> refused = new LinkedHashMap<>();

  /** Those of them that neither have it nor refused it. */
  List<Address> left(Collection<Address> all) {
    List<Address> left = new ArrayList<>(all);
    left.removeAll(took);
    left.removeAll(refused.keySet());
    return left;
  }

  /** These have it. */
  void took(Collection<Address> these) {
    took.addAll(these);
  }

  /** This one refused it for good. */
  void refused(Address one, String answer) {
    refused.put(one, answer);
  }

  /** So many have it. */
  int taken() {
    return took.size();
  }

  /** Who refused it, each with the server's answer; empty if nobody did. */
  String refusals() {
    return refused.entrySet().stream()
        .map(each -> each.getKey() + ": " + each.getValue())
        .collect(Collectors.joining("; "));
  }
}
