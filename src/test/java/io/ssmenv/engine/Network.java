package io.ssmenv.engine;

import io.ssmenv.simulator.Answer;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.simulator.wire.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The connection between the operators and AWS, in virtual time. Each request and each response
 * takes a time that the seed selects, so calls overtake each other. A request that has left is
 * independent of its sender: it arrives although the process has ended.
 */
final class Network {

  /** Is told about the calls, on the thread of the event loop; may end the process that calls. */
  interface Observer {

    /** The process has decided to make a call; AWS does not know about it yet. */
    default void leaving(NetworkCall call) {}

    /**
     * AWS has executed the call; the process does not know about it yet.
     *
     * @return whether the response arrives
     */
    default boolean executed(NetworkCall call) {
      return true;
    }
  }

  /** The longest time of a request or a response, unless a test changes it. */
  private static final Duration LATENCY = Duration.ofMillis(40);

  private final SimulatedAws aws;
  private final VirtualTime time;
  private final EventLoop loop;
  private final SplittableRandom random;
  private final List<Exchange> onTheirWay = new ArrayList<>();
  private Duration latency = LATENCY;
  private final List<Observer> observers = new ArrayList<>();
  private final Map<String, Duration> delays = new HashMap<>();
  private int calls;

  Network(SimulatedAws aws, VirtualTime time, EventLoop loop, long seed) {
    this.aws = aws;
    this.time = time;
    this.loop = loop;
    this.random = new SplittableRandom(seed);
  }

  void observe(Observer observer) {
    observers.add(observer);
  }

  /** Sets the longest time of a request or a response. */
  void setLatency(Duration longest) {
    latency = longest;
  }

  void resetLatency() {
    latency = LATENCY;
  }

  /** Lets the next request of an action be on its way for longer. */
  void delayNext(String action, Duration more) {
    delays.put(action, more);
  }

  /** Returns the number of calls that have left so far. */
  int calls() {
    return calls;
  }

  /** Makes a call on the current thread of a process. */
  Answer call(int replica, VirtualThreads threads, WireRequest request) {
    Exchange exchange = new Exchange(replica, threads, request, Thread.currentThread());
    loop.schedule(time.instant(), exchange::leave);
    return exchange.await();
  }

  /**
   * Decides about the requests on their way from a process that has been killed.
   *
   * @param late how much later they arrive; empty if they never do
   */
  void abandon(VirtualThreads threads, Optional<Duration> late) {
    onTheirWay.stream()
        .filter(exchange -> exchange.threads == threads)
        .forEach(exchange -> exchange.earliest = late.map(exchange.arrival::plus));
  }

  private Instant afterLatency() {
    return time.instant().plusNanos(random.nextLong(1 + latency.toNanos()));
  }

  /** One call on its way to AWS and back. */
  private final class Exchange {
    private final int replica;
    private final VirtualThreads threads;
    private final WireRequest request;
    private final Thread caller;
    private Instant arrival = Instant.MAX;
    private Optional<Instant> earliest = Optional.of(Instant.MIN);
    private volatile Optional<Answer> answer = Optional.empty();

    Exchange(int replica, VirtualThreads threads, WireRequest request, Thread caller) {
      this.replica = replica;
      this.threads = threads;
      this.request = request;
      this.caller = caller;
    }

    Answer await() {
      while (answer.isEmpty()) {
        LockSupport.park(this);
        if (Thread.currentThread().isInterrupted()) {
          throw new IllegalStateException("interrupted during a call to AWS");
        }
      }
      return answer.get();
    }

    void leave() {
      if (threads.isKilled()) {
        return;
      }
      calls++;
      NetworkCall call = NetworkCall.of(calls, replica, request);
      arrival =
          afterLatency()
              .plus(Optional.ofNullable(delays.remove(call.action())).orElse(Duration.ZERO));
      onTheirWay.add(this);
      List.copyOf(observers).forEach(observer -> observer.leaving(call));
      loop.schedule(arrival, () -> arrive(call));
    }

    private void arrive(NetworkCall call) {
      if (earliest.filter(time.instant()::isBefore).isPresent()) {
        loop.schedule(earliest.get(), () -> arrive(call));
        return;
      }
      onTheirWay.remove(this);
      if (earliest.isEmpty()) {
        return;
      }
      Answer executed = aws.answer(request);
      boolean arrives =
          List.copyOf(observers).stream()
              .map(observer -> observer.executed(call))
              .reduce(true, Boolean::logicalAnd);
      Answer received = arrives ? executed : executed.lost();
      loop.schedule(
          afterLatency().plus(executed.delay().orElse(Duration.ZERO)),
          () -> {
            answer = Optional.of(received);
            LockSupport.unpark(caller);
          });
    }
  }
}
