// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

/**
 * A value has the right type and still can't be used. The texts never hold the value itself: the
 * caller knows whether it may be shown.
 */
final class InvalidValue extends Exception {
  private final String remedy;

  /**
   * @param what continues a sentence that begins with the value: "is not a port"
   * @param remedy what to write instead
   */
  InvalidValue(String what, String remedy) {
    super(what);
    this.remedy = remedy;
  }

  String what() {
    return String.valueOf(getMessage());
  }

  String remedy() {
    return remedy;
  }
}
