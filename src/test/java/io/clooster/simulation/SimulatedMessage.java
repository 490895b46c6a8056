// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

/**
 * A message to the administrator.
 *
 * @param run the run of the server that wrote it
 * @param incident the death that it is about, empty when it is about none
 */
record SimulatedMessage(
    String run, String id, String kind, String incident, String title, String text) {

  /** The server that the title names; empty where it names none. */
  String subject() {
    int begin = title.indexOf('\'') + 1;
    int end = title.indexOf('\'', begin);
    return begin == 0 || end < 0 ? "" : title.substring(begin, end);
  }
}
