package io.ssmenv.simulator.session;

import java.time.Duration;

/** The session to which a data channel belongs. */
public interface ChannelSession {
  String id();

  String target();

  /** Returns whether messages reach the agent now. */
  boolean agentIsReachable();

  /** Remembers that data was transferred, which the idle timeout counts from. */
  void used();

  /** Ends the session, because the agent has ended it. */
  void ended();

  /** Calls a task after a delay in real time, with the account's lock. */
  void schedule(Duration delay, Runnable task);

  /** Returns the real time in milliseconds since 1970. */
  long now();
}
