// SPDX-License-Identifier: Apache-2.0
package io.clooster;

/** Entry point. */
public final class Clooster {
  private Clooster() {}

  /** Starts the command line. */
  public static void main(String[] args) {
    System.out.println("clooster");
  }
}
