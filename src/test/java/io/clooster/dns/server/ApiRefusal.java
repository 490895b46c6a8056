// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

/** The request is refused with this answer. */
final class ApiRefusal extends RuntimeException {
  private final transient ApiReply reply;

  ApiRefusal(ApiReply reply) {
    super(reply.status() + " " + reply.body());
    this.reply = reply;
  }

  ApiReply reply() {
    return reply;
  }
}
