// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

/** A failure whose message was written for an administrator: it is shown as it is. */
public interface InPlainWords {}
