package io.ssmenv.simulator.session;

import java.util.Arrays;
import java.util.Optional;

/** The types of payloads in the two streams. Encryption is not simulated. */
enum PayloadType {
  /** What a person types or reads, or the bytes of a connection. */
  OUTPUT(1),
  /** The size of the terminal. */
  SIZE(3),
  HANDSHAKE_REQUEST(5),
  HANDSHAKE_RESPONSE(6),
  HANDSHAKE_COMPLETE(7),
  /** A signal of a port session, see {@link Flag}. */
  FLAG(10);

  /** The signals of a port session. */
  enum Flag {
    DISCONNECT_TO_PORT(1),
    TERMINATE_SESSION(2),
    CONNECT_TO_PORT_ERROR(3);

    private final int number;

    Flag(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  private final int number;

  PayloadType(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static Optional<PayloadType> of(int number) {
    return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
  }
}
