// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

/**
 * What names one claim at its provider: each claim has another one, so that what a reference names
 * is either there as it was made, or gone.
 *
 * @param epoch of the claim that it names
 * @param id the provider's own id of that very record; never empty
 */
public record ClaimReference(long epoch, String id) {}
