// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

/** So many bytes made one frame, of whatever type. */
record FrameReceived(int bytes) {}
