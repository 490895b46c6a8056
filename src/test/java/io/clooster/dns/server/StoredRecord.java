// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

/** One record of a {@link FakeZone}; the id is for providers that show it. */
record StoredRecord(long id, String name, String type, long ttl, String value) {
  boolean is(String otherName, String otherType) {
    return name.equals(otherName) && type.equals(otherType);
  }
}
