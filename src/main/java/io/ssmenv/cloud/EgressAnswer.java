package io.ssmenv.cloud;

import java.util.List;

/** What an instance has answered to the question for the address that the Internet sees of it. */
public sealed interface EgressAnswer {

  /**
   * Address services have told it an address.
   *
   * @param addresses at least one; several services may see different ones
   * @param behindProxy whether the programs of the instance use a proxy, which the question did not
   */
  record Seen(List<String> addresses, boolean behindProxy) implements EgressAnswer {
    public Seen {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * No address service can be reached, although the same program on the same instance connects to
   * Systems Manager.
   */
  record Nothing() implements EgressAnswer {}

  /** The answer says neither. */
  record Inconclusive(Why why) implements EgressAnswer {}

  /** Why an answer says neither. */
  enum Why {
    /** There is no curl on the instance. */
    NO_CURL,
    /** The programs of the instance use a proxy. */
    PROXY,
    /** The program does not even connect to Systems Manager, to which the agent is connected. */
    NO_CONNECTION,
    /** A service answered, but with no address. */
    NO_ADDRESS,
    /** A service answered with an address that the Internet does not route. */
    NOT_PUBLIC,
    /** The output is not that of the question. */
    NOT_UNDERSTOOD,
    /** The agent did not get the command. */
    UNDELIVERED,
    /** The command did not end in time. */
    TIMED_OUT,
    /** The command failed. */
    FAILED,
    /** Systems Manager did not tell the result in time. */
    UNREAD,
    /** A fault of the operator kept it from reading the result. */
    INTERNAL_ERROR
  }
}
