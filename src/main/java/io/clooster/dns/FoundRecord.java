// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import io.clooster.call.FailureText;
import java.util.List;

/**
 * One record as a provider has it, whether or not it is ours.
 *
 * @param name full name, in normal form
 * @param type {@code CNAME}, {@code A} …
 * @param value what it holds, in normal form
 * @param source what the provider needs to change exactly this record: its {@link ProviderFields},
 *     or another {@link PublishedRecord}
 */
public record FoundRecord(String name, String type, String value, Object source) {
  /** So many records are named in a failure; more would hide what it is about. */
  private static final int NAMED = 5;

  /** Whether the other one has its name and type. */
  boolean isSameSet(FoundRecord other) {
    return name.equals(other.name) && type.equals(other.type);
  }

  /** Type and value, in one line. */
  String held() {
    return FailureText.quote(type + " " + value);
  }

  /** Name, type and value, in one line. */
  @Override
  public String toString() {
    return FailureText.quote(name + " " + type + " " + value);
  }

  /** What there is, to go behind a failure; empty when there is nothing. */
  static String found(List<FoundRecord> records) {
    if (records.isEmpty()) {
      return "";
    }
    List<String> named = records.stream().limit(NAMED).map(FoundRecord::held).toList();
    int more = records.size() - named.size();
    return "; found: " + String.join(", ", named) + (more == 0 ? "" : " and " + more + " more");
  }
}
