// SPDX-License-Identifier: Apache-2.0
/**
 * Clooster shown at work on the sandbox: as a story for newcomers, and as the training run that the
 * CDS archive is made from. In the sandbox's jar; nothing else may depend on it, nor on the
 * sandbox.
 */
@NullMarked
package io.clooster.demo;

import org.jspecify.annotations.NullMarked;
