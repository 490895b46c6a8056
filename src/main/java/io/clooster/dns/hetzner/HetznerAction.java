// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.hetzner;

/**
 * A change that Hetzner has accepted, and carries out in its own time.
 *
 * @param running whether it is not over yet
 */
public record HetznerAction(String id, boolean running) {}
