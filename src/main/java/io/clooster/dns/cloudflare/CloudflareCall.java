// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

/**
 * One call to the API.
 *
 * @param path behind the base URL
 * @param query empty for none
 * @param body JSON; empty for none
 * @param conditional whether it depends on what was read before
 * @param mayBeGone whether it is an answer, too, that there is no such record
 */
public record CloudflareCall(
    String method, String path, String query, String body, boolean conditional, boolean mayBeGone) {

  static CloudflareCall get(String path, String query) {
    return new CloudflareCall("GET", path, query, "", false, false);
  }

  static CloudflareCall change(String method, String path, String body) {
    return new CloudflareCall(method, path, "", body, false, false);
  }

  /** The same, depending on what was read. */
  CloudflareCall onCondition(boolean depends) {
    return new CloudflareCall(method, path, query, body, depends, mayBeGone);
  }

  /** The same, of something that need not be there. */
  CloudflareCall orGone() {
    return new CloudflareCall(method, path, query, body, conditional, true);
  }
}
