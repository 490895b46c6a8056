// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.daemon.TrialBuild.Failure;
import io.clooster.routes.RouteFault;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/**
 * What Camel looks up when a message comes by, and not before: beans in Simple, and their types.
 */
final class BeanNames {
  /** A name that is known only at run time, or a type, begins otherwise or has a dot. */
  private static final Pattern IN_SIMPLE = Pattern.compile("\\$\\{ref:([\\w-]+)(?=[?}])");

  private static final Pattern TYPE =
      Pattern.compile("(?m)^ +(?:- )?type: [\"']?((?:\\w+\\.)+[\\w$]+)[\"']?\\s*$");

  /** Of a type without a package Camel says nothing but that one must be written. */
  private static final Pattern CONVERTED =
      Pattern.compile(
          "(?m)\\bconvert(?:Body|Header|Variable)To:\\s*(?:\\{[^}\\n]*?|\\n(?: +(?!type:)\\w+:.*\\n)*? +)"
              + "type: *[\"']?(\\w+)\\b(?![.$])");

  /** A bean's name and type, where Camel is to call its constructor. */
  private static final Pattern BEAN =
      Pattern.compile(
          "(?m)^( *)- name: .*\\n(?:\\1  (?!factory|builder)\\w+:.*\\n)*?\\1  type: [\"']?([\\w.$]+)"
              + "[\"']?\\s*$(?!(?:\\n\\1  .*)*\\n\\1  (?:factory|builder))");

  private BeanNames() {}

  /** Each name and each type in the file that is not there. */
  static List<Failure> unknownIn(Path file, String text, CamelContext context) {
    List<Failure> unknown = new ArrayList<>();
    String name = String.valueOf(file.getFileName());
    Matcher bean = IN_SIMPLE.matcher(text);
    while (bean.find()) {
      if (context.getRegistry().lookupByName(bean.group(1)) == null) {
        unknown.add(
            new Failure(
                name,
                line(text, bean.start()),
                "",
                new RouteFault(
                    "there is no bean \"" + bean.group(1) + '"',
                    "correct the name, or declare it below \"beans\"")));
      }
    }
    Matcher type = TYPE.matcher(text);
    while (type.find()) {
      if (context.getClassResolver().resolveClass(type.group(1)) == null) {
        unknown.add(
            new Failure(
                name,
                line(text, type.start(1)),
                "",
                new RouteFault(
                    "the class " + type.group(1) + " is not there",
                    "correct the type, or put its jar into lib/ext/")));
      }
    }
    Matcher made = BEAN.matcher(text);
    while (made.find()) {
      Class<?> of = context.getClassResolver().resolveClass(made.group(2));
      if (of != null && Modifier.isAbstract(of.getModifiers())) {
        unknown.add(
            new Failure(
                name,
                line(text, made.start(2)),
                "",
                new RouteFault(
                    "the class " + made.group(2) + " is abstract, so that no bean is made of it",
                    "write a class that extends it, or a factoryMethod")));
      }
    }
    Matcher converted = CONVERTED.matcher(text);
    while (converted.find()) {
      if (context.getClassResolver().resolveClass(converted.group(1)) == null) {
        unknown.add(
            new Failure(
                name,
                line(text, converted.start(1)),
                "",
                new RouteFault(
                    "there is no type \"" + converted.group(1) + '"',
                    "write String, byte[] or the like, or a class with its package, as java.util.Map")));
      }
    }
    return unknown;
  }

  private static int line(String text, int at) {
    return (int) text.substring(0, at).lines().count();
  }
}
