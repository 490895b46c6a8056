// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import com.sun.tools.attach.VirtualMachine;
import java.util.Arrays;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What JMX shows of a process, asked as {@code jconsole PID} asks. */
final class ManagementView {
  private ManagementView() {}

  /** A line for each attribute of each of Camel's MBeans: the bean's own name, attribute=value. */
  @SuppressWarnings("BanJNDI") // The address is that of a process of this test.
  static String of(long pid) throws Exception {
    var machine = VirtualMachine.attach(String.valueOf(pid));
    try {
      var address = new JMXServiceURL(machine.startLocalManagementAgent());
      try (var connector = JMXConnectorFactory.connect(address)) {
        return attributes(connector.getMBeanServerConnection());
      }
    } finally {
      machine.detach();
    }
  }

  private static String attributes(MBeanServerConnection server) throws Exception {
    var text = new StringBuilder();
    for (var bean : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
      var names =
          Arrays.stream(server.getMBeanInfo(bean).getAttributes())
              .map(attribute -> attribute.getName())
              .toArray(String[]::new);
      var name = bean.getKeyProperty("name").replace("\"", "");
      for (var attribute : server.getAttributes(bean, names).asList()) {
        text.append(name).append(' ').append(attribute).append(System.lineSeparator());
      }
    }
    return text.toString().replace(" = ", "=");
  }
}
