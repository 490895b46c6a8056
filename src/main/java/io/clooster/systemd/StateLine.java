// SPDX-License-Identifier: Apache-2.0
package io.clooster.systemd;

import io.clooster.call.Redaction;
import io.clooster.failover.Status;
import io.clooster.operate.Outlook;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How it stands, in the one line that {@code systemctl status} shows. */
final class StateLine {
  private static final int LONGEST = 300;

  private StateLine() {}

  static String of(Status status) {
    Outlook outlook = Outlook.of(status);
    long linked = status.peers().stream().filter(Status.Peer::isLinked).count();
    String line =
        "%s%s; %s; linked with %d of %d"
            .formatted(
                outlook.word(),
                because(outlook.because()),
                holder(status.role().holder(), status.server()),
                linked,
                status.peers().size());
    String plain = Redaction.of(line).replaceAll("\\p{IsControl}+", " ");
    return plain.length() > LONGEST ? plain.substring(0, LONGEST) + " …" : plain;
  }

  private static String because(List<String> causes) {
    if (causes.isEmpty()) {
      return "";
    }
    return ": "
        + causes.get(0)
        + (causes.size() > 1 ? ", and " + (causes.size() - 1) + " more" : "");
  }

  private static String holder(@Nullable String holder, String server) {
    if (holder == null) {
      return "the holder is not known";
    }
    return holder.equals(server) ? "this server holds the record" : holder + " holds the record";
  }
}
