// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import org.jspecify.annotations.Nullable;

/**
 * What stands at a key that may be {@code true}, {@code false} or a block.
 *
 * @param on false where it is {@code false}; true without the key, too
 * @param block null where it is none
 */
record FlagOrBlock(boolean on, @Nullable BlockReader block) {
  /**
   * Reads it; what is none of the three is told, and counts as true.
   *
   * @param example of the block, for who is told
   */
  static FlagOrBlock read(BlockReader root, String key, String example) {
    String block = "a block " + example;
    ConfigValue item = root.item(key);
    if (item == null) {
      return new FlagOrBlock(true, null);
    }
    if (item.isBlock()) {
      return new FlagOrBlock(true, item.block("write " + block));
    }
    Boolean flag = item.value(ValueType.flagOr(block));
    return new FlagOrBlock(flag == null || flag, null);
  }
}
