package io.ssmenv.simulator.wire;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.ErrorDialect;
import io.ssmenv.simulator.core.Struct;

/** How a service's calls and answers look as HTTP messages. */
public sealed interface Protocol permits Ec2QueryProtocol, QueryProtocol, JsonProtocol {
  /** How its services word the refusals that come before any action is reached. */
  ErrorDialect dialect();

  /**
   * Reads a request.
   *
   * @throws AwsError if it is not one of this protocol
   */
  WireCall decode(WireRequest request);

  /** Writes an answer. */
  WireReply encode(String action, Struct answer, String requestId);

  /** Writes a refusal. */
  WireReply encode(AwsError error, String requestId);
}
