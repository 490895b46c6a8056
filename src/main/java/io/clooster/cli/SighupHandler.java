// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for SIGHUP, which announces a restart, where SIGTERM and SIGINT are a stop. Java's own
 * hooks do not tell which signal it was; {@code sun.misc.Signal}, of the module jdk.unsupported,
 * does, and is called by its name, since naming it in the source is a warning that can't be turned
 * off.
 */
final class SighupHandler {
  private static final Logger LOG = LoggerFactory.getLogger(SighupHandler.class);

  private SighupHandler() {}

  /** Calls {@code heard}, on a thread of its own, when the signal comes. */
  static void whenHeard(Runnable heard) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object listener =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                heard.run();
                return null;
              });
      Object hangUp = signal.getConstructor(String.class).newInstance("HUP");
      signal.getMethod("handle", signal, handler).invoke(null, hangUp, listener);
    } catch (ReflectiveOperationException e) {
      LOG.info(
          "state=no restarts: this Java can't listen for SIGHUP, which is a stop, then ({})",
          e.toString());
    }
  }
}
