// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

/**
 * One call by which a provider's Kamelet changes something.
 *
 * @param path behind the base URL
 * @param body maps and lists, to be sent as JSON; an empty text for none
 */
public record ApiCall(String method, String path, Object body) {
  public static ApiCall of(String method, String path, Object body) {
    return new ApiCall(method, path, body);
  }

  /** One that deletes what is there, and sends nothing. */
  public static ApiCall delete(String path) {
    return new ApiCall("DELETE", path, "");
  }

  /** Whether it sends something. */
  public boolean hasBody() {
    return !body.equals("");
  }
}
