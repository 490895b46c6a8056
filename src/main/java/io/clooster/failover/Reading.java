// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

/**
 * A record as its provider returned it.
 *
 * @param value what it holds, in the normal form that the settings use too
 * @param source what the provider needs to change exactly this record; the core only carries it
 */
public record Reading(String value, Object source) {}
