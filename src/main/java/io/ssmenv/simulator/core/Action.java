package io.ssmenv.simulator.core;

/** Implements an operation. */
@FunctionalInterface
public interface Action {
  /**
   * Executes a call. The caller holds the account's lock and has run all events that were due
   * before {@code call.now()}.
   *
   * @return the members of the response, without the envelope
   * @throws AwsError if AWS would return an error; the action has changed nothing in that case
   */
  Struct answer(Call call);
}
