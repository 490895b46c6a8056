// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

/**
 * A single value of the file, placeholders resolved.
 *
 * @param text its text
 * @param number whether it stands as a number, not as a string
 */
record Scalar(String text, boolean number) {}
