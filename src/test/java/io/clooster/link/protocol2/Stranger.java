// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.clooster.config.Config;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

/** Somebody without the key who connects to a server, and says that he is one of its peers. */
public enum Stranger {
  NOTHING_AT_ALL {
    @Override
    void talk(int port, InetAddress from, String name) throws IOException {
      open(port, from).close();
    }
  },
  WEB_BROWSER {
    @Override
    void talk(int port, InetAddress from, String name) throws IOException {
      try (var socket = open(port, from)) {
        socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
        socket.getInputStream().readAllBytes();
      }
    }
  },
  TLS_ONLY {
    @Override
    void talk(int port, InetAddress from, String name) throws Exception {
      HostilePeer.connect(port, from).close();
    }
  },
  NO_KEYS {
    @Override
    void talk(int port, InetAddress from, String name) throws Exception {
      say(port, from, new Protocol2Hello(List.of(2), name, Talk.nonce(1), List.of()).frame());
    }
  },
  OTHER_VERSION {
    @Override
    void talk(int port, InetAddress from, String name) throws Exception {
      say(port, from, new Protocol2Hello(List.of(99), name, Talk.nonce(1), List.of()).frame());
    }
  },
  WRONG_PROOF {
    @Override
    void talk(int port, InetAddress from, String name) throws Exception {
      var id = Config.Key.DEFAULT_ID;
      try (var peer = HostilePeer.connect(port, from)) {
        peer.send(new Protocol2Hello(List.of(2), name, Talk.nonce(1), List.of(id)).frame()).read();
        peer.send(new Proof(id, Talk.nonce(2), Talk.nonce(3), Talk.nonce(4)).frame());
        peer.ended();
      }
    }
  },
  REFUSAL {
    @Override
    void talk(int port, InetAddress from, String name) throws Exception {
      say(port, from, new Refusal(Refusal.KEY, "forged").frame());
    }
  },
  LONG_FRAME {
    @Override
    void talk(int port, InetAddress from, String name) throws Exception {
      try (var peer = HostilePeer.connect(port, from)) {
        peer.sendBytes(new byte[] {(byte) 0xff, (byte) 0xff, 1, 2, 3}).ended();
      }
    }
  },
  NO_JSON {
    @Override
    void talk(int port, InetAddress from, String name) throws Exception {
      say(port, from, new Frame(MessageType.HELLO, "(hello)"));
    }
  };

  /** Connects once from this address of the loopback, and goes when the server closes. */
  public void knock(int port, InetAddress from, String name) throws Exception {
    try {
      talk(port, from, name);
    } catch (IOException e) {
      // Closed while there was more to say.
    }
  }

  abstract void talk(int port, InetAddress from, String name) throws Exception;

  private static void say(int port, InetAddress from, Frame frame) throws Exception {
    try (var peer = HostilePeer.connect(port, from)) {
      peer.send(frame).ended();
    }
  }

  private static Socket open(int port, InetAddress from) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port, from, 0);
  }
}
