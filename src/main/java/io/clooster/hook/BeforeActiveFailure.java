// SPDX-License-Identifier: Apache-2.0
package io.clooster.hook;

/** What has to be done before this server takes the records failed; says how, in plain words. */
public final class BeforeActiveFailure extends Exception {
  private static final long serialVersionUID = 1L;

  BeforeActiveFailure(String words) {
    super(words);
  }
}
