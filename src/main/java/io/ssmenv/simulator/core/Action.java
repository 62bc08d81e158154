package io.ssmenv.simulator.core;

/** What a call does. */
@FunctionalInterface
public interface Action {
  /**
   * Answers the call, with the account's lock held and everything that was due before {@code
   * call.now()} done.
   *
   * @return the answer's members, without the envelope
   * @throws AwsError if AWS would refuse; nothing may have changed then
   */
  Struct answer(Call call);
}
