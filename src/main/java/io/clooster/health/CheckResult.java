// SPDX-License-Identifier: Apache-2.0
package io.clooster.health;

/**
 * What one look found.
 *
 * @param check the check's id
 * @param reason why it failed, one line in plain words; empty for a success
 */
public record CheckResult(String check, boolean success, String reason) {}
