// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Answers each question over UDP with what a test chose. */
public final class ScriptedNameServer implements AutoCloseable {
  /** What to answer: bytes, or null for silence. */
  public interface Script {
    byte[] answer(Message question) throws IOException;
  }

  private final DatagramSocket socket;
  private final List<Message> questions = new CopyOnWriteArrayList<>();
  private volatile Script script;

  public ScriptedNameServer(Script script) {
    this("127.0.0.1", 0, script);
  }

  public ScriptedNameServer(String address, int port, Script script) {
    this.script = script;
    try {
      socket = new DatagramSocket(port, InetAddress.getByName(address));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Thread thread = new Thread(this::serve, "scripted-name-server");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * One that gives this record to whoever asks for its name and type, and else that there is none.
   */
  public static Script giving(String name, String type, String value) {
    return question -> {
      Message answer = answering(question);
      Record record = record(name, type, value);
      if (record.getName().equals(question.getQuestion().getName())
          && record.getType() == question.getQuestion().getType()) {
        answer.addRecord(record, Section.ANSWER);
      }
      return answer.toWire();
    };
  }

  /** One that answers with this code and nothing else. */
  public static Script saying(int code) {
    return question -> {
      Message answer = answering(question);
      answer.getHeader().setRcode(code);
      return answer.toWire();
    };
  }

  /** An empty answer with authority to that question. */
  public static Message answering(Message question) {
    Message answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.AA);
    answer.addRecord(question.getQuestion(), Section.QUESTION);
    return answer;
  }

  public static Record record(String name, String type, String value) throws IOException {
    return Record.fromString(
        Name.fromString(name, Name.root),
        Type.value(type),
        DClass.IN,
        60,
        type.equals("CNAME") || type.equals("NS") ? value + "." : value,
        Name.root);
  }

  public void then(Script other) {
    script = other;
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** All questions so far. */
  public List<Message> questions() {
    return questions;
  }

  private void serve() {
    byte[] buffer = new byte[4096];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        Message question = new Message(Arrays.copyOf(buffer, packet.getLength()));
        questions.add(question);
        byte[] answer = script.answer(question);
        if (answer != null) {
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        // The socket is closed, or the test's script made no answer: the one who asked will tell.
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
