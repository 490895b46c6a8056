// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

/** What the log has said last of something that is tried again and again: each thing once. */
public final class LastComplaint {
  /** Empty while all is well. */
  private String said = "";

  /** True where this is another complaint than the last one; from now on it is the last one. */
  public synchronized boolean isNew(String complaint) {
    boolean another = !complaint.equals(said);
    said = complaint;
    return another;
  }

  /** True where there was one, which is over by now. */
  public synchronized boolean isOver() {
    return isNew("");
  }
}
