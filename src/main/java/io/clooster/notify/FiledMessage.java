// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import java.util.List;

/**
 * A message on its way to the disk.
 *
 * @param id the message's
 * @param file the name of its files, one in the directory of each notifier
 * @param copies what each of them is to hold
 */
public record FiledMessage(String id, String file, List<OutboxMessage> copies) {
  public FiledMessage {
    copies = List.copyOf(copies);
  }
}
