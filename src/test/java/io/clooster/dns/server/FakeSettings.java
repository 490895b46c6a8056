// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import java.util.Optional;

/** How a fake behaves, as far as a test may choose it. */
final class FakeSettings {
  private volatile int minimumTtl = 3600;
  private volatile int pageLimit = Integer.MAX_VALUE;
  private volatile int pendingPolls;
  private volatile boolean readOnly;
  private Optional<String> nextActionError = Optional.empty();

  int minimumTtl() {
    return minimumTtl;
  }

  void minimumTtl(int seconds) {
    minimumTtl = seconds;
  }

  /** At most so many things on one page, however many were asked for. */
  int pageOf(int wanted) {
    return Math.min(wanted, pageLimit);
  }

  void pageLimit(int most) {
    pageLimit = most;
  }

  int pendingPolls() {
    return pendingPolls;
  }

  void pendingPolls(int polls) {
    pendingPolls = polls;
  }

  boolean readOnly() {
    return readOnly;
  }

  void readOnly(boolean only) {
    readOnly = only;
  }

  synchronized void nextActionError(String code) {
    nextActionError = Optional.of(code);
  }

  synchronized Optional<String> takeActionError() {
    Optional<String> error = nextActionError;
    nextActionError = Optional.empty();
    return error;
  }
}
