package io.ssmenv.simulator.wire;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.ErrorDialect;
import io.ssmenv.simulator.core.Struct;

/** Encodes calls and responses of a service as HTTP messages. */
public sealed interface Protocol permits Ec2QueryProtocol, QueryProtocol, JsonProtocol, S3Protocol {
  /** Returns the wording of errors that are independent of actions. */
  ErrorDialect dialect();

  /**
   * Decodes a request.
   *
   * @throws AwsError if it is not a request of this protocol
   */
  WireCall decode(WireRequest request);

  /** Encodes a response. */
  WireReply encode(String action, Struct answer, String requestId);

  /** Encodes an error. */
  WireReply encode(AwsError error, String requestId);
}
