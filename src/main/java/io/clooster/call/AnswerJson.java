// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Reads JSON that another program answers. An answer is bounded in bytes ({@link LimitedAnswer}),
 * but a few bytes make an object that takes fifty times as many: so it is bounded in parts, too.
 */
public final class AnswerJson {
  /** Names, values and brackets. 2,500 records of a DNS provider have half as many. */
  static final long MOST_TOKENS = 250_000;

  private static final int DEEPEST = 100;

  private AnswerJson() {}

  /** What is beyond these bounds is no JSON to it. */
  public static JsonMapper mapper() {
    StreamReadConstraints bounds =
        StreamReadConstraints.builder().maxTokenCount(MOST_TOKENS).maxNestingDepth(DEEPEST).build();
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(bounds).build()).build();
  }
}
