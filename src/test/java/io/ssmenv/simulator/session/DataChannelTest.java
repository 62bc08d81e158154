package io.ssmenv.simulator.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The reliable streams of a data channel, without a network. */
class DataChannelTest {
  private final List<ClientMessage> received = new ArrayList<>();
  private final List<Runnable> scheduled = new ArrayList<>();
  private final Session session = new Session();
  private final Socket socket = new Socket();
  private final DataChannel shell =
      new DataChannel(
          new SessionPlugin.Shell(new TestCommandLine(), _ -> {}), "3.3.3050.0", session);

  private final class Socket implements DataChannel.Socket {
    private boolean closed;

    @Override
    public void send(byte[] message) {
      try {
        received.add(ClientMessage.decode(ByteBuffer.wrap(message)));
      } catch (ClientMessage.MalformedMessageException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final class Session implements ChannelSession {
    private boolean reachable = true;
    private boolean ended;

    @Override
    public String id() {
      return "user-0123";
    }

    @Override
    public String target() {
      return "i-1";
    }

    @Override
    public boolean agentIsReachable() {
      return reachable;
    }

    @Override
    public void used() {}

    @Override
    public void ended() {
      ended = true;
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
      scheduled.add(task);
    }

    @Override
    public long now() {
      return 1;
    }
  }

  private void input(DataChannel channel, long sequence, PayloadType type, byte[] payload) {
    channel.receive(
        ByteBuffer.wrap(
            new ClientMessage(
                    MessageType.INPUT_STREAM_DATA,
                    1,
                    sequence,
                    0,
                    new UUID(1, sequence),
                    type.number(),
                    payload)
                .encode()));
  }

  private void type(long sequence, String text) {
    input(shell, sequence, PayloadType.OUTPUT, text.getBytes(UTF_8));
  }

  private void acknowledge(DataChannel channel, long sequence) {
    byte[] content = Json.bytes(Map.of("AcknowledgedMessageSequenceNumber", sequence));
    channel.receive(
        ByteBuffer.wrap(
            new ClientMessage(MessageType.ACKNOWLEDGE, 1, 0, 3, new UUID(2, 2), 0, content)
                .encode()));
  }

  private String screen() {
    StringBuilder text = new StringBuilder();
    long next = 0;
    for (ClientMessage message : received) {
      if (message.type() == MessageType.OUTPUT_STREAM_DATA && message.sequence() == next) {
        text.append(message.text());
        next++;
      }
    }
    return text.toString();
  }

  private long count(MessageType type) {
    return received.stream().filter(message -> message.type() == type).count();
  }

  @Test
  void aShellBeginsWithoutHandshakeAndEchoesLines() {
    shell.connect(socket);
    type(0, "echo a\r");

    assertThat(received.getFirst().type()).isEqualTo(MessageType.START_PUBLICATION);
    assertThat(screen()).isEqualTo("sh-5.2$ echo a\r\nran echo a\r\nsh-5.2$ ");
    assertThat(count(MessageType.ACKNOWLEDGE)).isEqualTo(1);
  }

  @Test
  void inputIsHandledOnceAndInOrder() {
    shell.connect(socket);
    type(1, "b\r");
    type(0, "a");
    type(0, "a");
    type(1, "b\r");

    assertThat(screen()).isEqualTo("sh-5.2$ ab\r\nran ab\r\nsh-5.2$ ");
    assertThat(count(MessageType.ACKNOWLEDGE)).isEqualTo(4);
  }

  @Test
  void outputIsSentAgainUntilItIsAcknowledged() {
    shell.connect(socket);
    scheduled.removeFirst().run();
    assertThat(count(MessageType.OUTPUT_STREAM_DATA)).isEqualTo(3);
    acknowledge(shell, 0);
    scheduled.removeFirst().run();

    assertThat(count(MessageType.OUTPUT_STREAM_DATA)).isEqualTo(3);
    assertThat(scheduled).isEmpty();
  }

  @Test
  void ctrlCInterruptsACommandAndDiscardsWhatWasTypedAhead() {
    shell.connect(socket);
    type(0, "wait\rignored\r");
    type(1, "\u0003");
    type(2, "b\r");

    assertThat(screen()).isEqualTo("sh-5.2$ wait\r\n^C\r\nsh-5.2$ b\r\nran b\r\nsh-5.2$ ");
  }

  @Test
  void exitAndCtrlDEndTheSession() {
    shell.connect(socket);
    type(0, "ab\u007f\u007fexit\r");

    assertThat(screen()).isEqualTo("sh-5.2$ ab\b \b\b \bexit\r\nexit\r\n");
    assertThat(session.ended).as("ended before the client has the last output").isFalse();
    for (long sequence = 0; sequence < received.size(); sequence++) {
      acknowledge(shell, sequence);
    }
    assertThat(count(MessageType.CHANNEL_CLOSED)).isEqualTo(1);
    assertThat(session.ended).isTrue();
    assertThat(socket.closed).isTrue();
  }

  @Test
  void inputForAnUnreachableAgentIsNotAcknowledged() {
    shell.connect(socket);
    session.reachable = false;
    type(0, "a\r");
    assertThat(count(MessageType.ACKNOWLEDGE)).isZero();
    assertThat(received.getLast().type()).isEqualTo(MessageType.PAUSE_PUBLICATION);

    session.reachable = true;
    type(0, "a\r");
    assertThat(screen()).endsWith("ran a\r\nsh-5.2$ ");
  }

  @Test
  void aResumedSessionGoesOn() {
    shell.connect(socket);
    shell.disconnect();
    type(0, "a");
    Socket second = new Socket();
    shell.connect(second);
    acknowledge(shell, 0);
    scheduled.removeFirst().run();
    type(1, "\r");

    assertThat(screen()).isEqualTo("sh-5.2$ a\r\nran a\r\nsh-5.2$ ");
    assertThat(shell.isConnectedTo(second)).isTrue();
  }

  @Test
  void aPortSessionBeginsWithAHandshake() {
    DataChannel port =
        new DataChannel(
            new SessionPlugin.Port(Map.of("portNumber", "22"), () -> PortService.of("i-1", 22)),
            "3.3.3050.0",
            session);
    port.connect(socket);
    assertThat(received.getLast().text())
        .contains("\"SessionType\":\"Port\"", "\"AgentVersion\":\"3.3.3050.0\"")
        .doesNotContain("KMSEncryption");
    input(port, 0, PayloadType.HANDSHAKE_RESPONSE, response(1));

    assertThat(received.stream().map(ClientMessage::payloadType))
        .contains(PayloadType.HANDSHAKE_COMPLETE.number());
    assertThat(received.getLast().text()).isEqualTo("SSH-2.0-simulated\r\n");
  }

  @Test
  void aClientThatRefusesTheHandshakeEndsTheSession() {
    DataChannel port =
        new DataChannel(new SessionPlugin.Port(Map.of(), Optional::empty), "3.3.3050.0", session);
    port.connect(socket);
    input(port, 0, PayloadType.HANDSHAKE_RESPONSE, response(2));

    assertThat(session.ended).isTrue();
    assertThat(received.getLast().text()).contains("The client refused the session");
  }

  private static byte[] response(int status) {
    return Json.bytes(
        Map.of(
            "ClientVersion",
            "1.3.0.0",
            "ProcessedClientActions",
            List.of(Map.of("ActionType", "SessionType", "ActionStatus", status))));
  }
}
