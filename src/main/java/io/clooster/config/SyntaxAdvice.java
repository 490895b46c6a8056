// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What to tell a user about text that is not JSON. Jackson's own messages quote the text where they
 * stopped, which may be a secret without its quotes, so none of them is passed on; of the line is
 * shown what {@link QuotedLine} lets through.
 *
 * @param line where reading stopped
 * @param what what is wrong there
 * @param remedy what to write instead
 */
record SyntaxAdvice(int line, String what, String remedy) {

  /**
   * Explains a parser's fault.
   *
   * @param text all that was to be read
   * @param open lines of the brackets that were open, the innermost first
   */
  static SyntaxAdvice on(JsonProcessingException fault, String text, Deque<Integer> open) {
    JsonLocation location = fault.getLocation();
    int line = location == null ? 1 : Math.max(1, location.getLineNr());
    String message = String.valueOf(fault.getOriginalMessage());
    if (fault instanceof StreamConstraintsException) {
      return new SyntaxAdvice(
          line, "too many brackets are open, or something is far too long", "simplify it");
    }
    // After a comma the end is no JsonEOFException.
    if (fault instanceof JsonEOFException || message.startsWith("Unexpected end-of-input")) {
      return endTooEarly(line, message, open);
    }
    return new SyntaxAdvice(line, what(message) + place(location, line, text), remedy(message));
  }

  private static String place(@Nullable JsonLocation location, int line, String text) {
    int column = location == null ? 0 : location.getColumnNr();
    String quoted = QuotedLine.of(text, line);
    return column < 1 || quoted.isEmpty() ? "" : " (column " + column + " of: " + quoted + ")";
  }

  private static SyntaxAdvice endTooEarly(int line, String message, Deque<Integer> open) {
    if (message.contains("in a comment")) {
      return new SyntaxAdvice(
          line, "a comment that begins with /* never ends", "write */ after it");
    }
    if (message.contains("closing quote") || message.contains("in a string")) {
      return new SyntaxAdvice(line, "a string has no closing quote", "write \" at its end");
    }
    Integer opened = open.peek();
    return opened == null
        ? new SyntaxAdvice(line, "the file ends too early", "put all keys between { and }")
        : new SyntaxAdvice(
            line,
            "the file ends, but the bracket opened on line " + opened + " is still open",
            "close it with } (or ] for a list)");
  }

  private static String what(String message) {
    if (message.contains("expecting comma")) {
      return "a comma is missing before this";
    } else if (message.contains("expecting double-quote to start field name")) {
      return "a key in double quotes, or a closing }, was expected here";
    } else if (message.contains("expecting a colon")) {
      return "a colon is missing between the key and its value";
    } else if (message.startsWith("Illegal unquoted character")) {
      return "a string is not closed on its line, or has a tab in it";
    } else if (message.startsWith("Unrecognized character escape")
        || message.contains("hex-digit")) {
      return "a backslash stands before a character that it can't escape";
    } else if (message.startsWith("Unexpected close marker")) {
      return "a closing bracket doesn't fit the one that was opened";
    } else if (message.startsWith("Invalid numeric value")
        || message.contains("in numeric value")) {
      return "this is not a number as JSON writes them";
    } else if (message.contains("'/'")) {
      return "a single / begins no comment";
    }
    return "this is not a value";
  }

  private static String remedy(String message) {
    if (message.contains("expecting comma")) {
      return "write , after the value before it (and check the quotes there)";
    } else if (message.contains("expecting double-quote to start field name")) {
      return "write \"key\": value, with \" around the key";
    } else if (message.contains("expecting a colon")) {
      return "write \"key\": value";
    } else if (message.startsWith("Illegal unquoted character")) {
      return "write \" at its end";
    } else if (message.startsWith("Unrecognized character escape")
        || message.contains("hex-digit")) {
      return "write \\\\ for a backslash";
    } else if (message.startsWith("Unexpected close marker")) {
      return "close { with } and [ with ]";
    } else if (message.startsWith("Invalid numeric value")
        || message.contains("in numeric value")) {
      return "put it in double quotes if it is text";
    } else if (message.contains("'/'")) {
      return "write # before a comment";
    }
    return "put text in double quotes (\"…\", not '…')";
  }
}
