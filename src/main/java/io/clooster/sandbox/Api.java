// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

/** What a service does with a request, faults aside. */
interface Api {
  /** Name in the call log. */
  String name();

  /** Carries the request out and answers it. */
  ApiAnswer answer(Request request);

  /**
   * The service's own form of a failure.
   *
   * @param code the service's error code; a number where the service uses numbers
   */
  ApiAnswer failure(int status, String code, String message);
}
