// SPDX-License-Identifier: Apache-2.0
/**
 * What all DNS providers have in common: which records are ours and which server they point at, how
 * a record's value is written, how a call fails, and how answers become events. Must not know any
 * provider or decide what to write.
 */
@NullMarked
package io.clooster.dns;

import org.jspecify.annotations.NullMarked;
