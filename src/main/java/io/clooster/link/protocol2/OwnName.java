// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

/** Says what it means that the other end has given itself this server's name. */
final class OwnName {
  private OwnName() {}

  /**
   * As the acceptor sees it, whom the dialler has refused for his name.
   *
   * @param name this server's, and by its own account the other one's
   * @param certificates of the connection: one that both ends have is this process's
   */
  static String accepted(String name, Certificates certificates) {
    return certificates.areSame() ? self(name) : twice(name);
  }

  /**
   * As the dialler sees it.
   *
   * @param peer the server that was meant to be reached
   */
  static String dialled(String name, String peer, Certificates certificates) {
    return certificates.areSame()
        ? self(name) + ", not " + peer
        : twice(name) + "; " + peer + " was to be there";
  }

  private static String twice(String name) {
    return "two servers say that they are "
        + name
        + ", this one and the one there: correct `this_server` on the one that is not";
  }

  private static String self(String name) {
    return "that is "
        + name
        + ", this server itself: correct `this_server` here, or the address that it connects to";
  }
}
