// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.verify;

/**
 * A record that has to be given with its new value.
 *
 * @param name full name, in normal form
 * @param type {@code CNAME}, {@code A} or {@code AAAA}
 * @param value what it holds now, in normal form
 */
record ExpectedRecord(String name, String type, String value) {}
