package io.ssmenv.facts;

import io.ssmenv.api.v1alpha1.ExistingVpc;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Reads the VPCs of others in which environments stand, on other threads. Unlike a fact, which is
 * resolved once, an answer is read again when it is too old for what depends on it.
 */
public final class ForeignVpcs {

  /** Why an answer is needed, which decides how old it may be. */
  public enum Need {
    /** Something is to be written. */
    WRITES,
    /** Nothing is to be written. */
    NOTHING,
    /** The last answer does not fit, or there is none. */
    ANOTHER_ANSWER
  }

  private record Id(String account, String uid) {}

  private final Executor threads;
  private final InstantSource clock;
  private final Consumer<Owner> wake;
  private final InternalErrors internalErrors;
  private final Map<Id, ForeignVpcReading> readings = new ConcurrentHashMap<>();

  /**
   * @param wake called with an environment whose look-up has ended
   */
  public ForeignVpcs(
      Executor threads, InstantSource clock, Consumer<Owner> wake, InternalErrors internalErrors) {
    this.threads = threads;
    this.clock = clock;
    this.wake = wake;
    this.internalErrors = internalErrors;
  }

  /** What is known now. */
  public ForeignVpcReading of(Owner owner, String account) {
    return readings.getOrDefault(new Id(account, owner.uid()), ForeignVpcReading.NONE);
  }

  /**
   * Starts a look-up if the last answer is too old.
   *
   * @param account the confirmed account; nothing is looked up before
   * @return whether the last answer is recent enough
   */
  public boolean isRecent(
      Owner owner, FactSource source, ExistingVpc where, String account, Need need) {
    ForeignVpcReading reading = of(owner, account);
    boolean recent =
        switch (need) {
          case WRITES -> reading.isAtMost(Timing.CONSENT_AGE, clock.instant());
          case NOTHING -> reading.isAtMost(Timing.FOREIGN_VPC_AGE, clock.instant());
          case ANOTHER_ANSWER -> false;
        };
    boolean pausing =
        (need == Need.ANOTHER_ANSWER || reading.failure().isPresent() || reading.isDeferred())
            ? !reading.isRetryDue(clock.instant())
            : recent;
    if (!pausing && !reading.running() && !account.isEmpty()) {
      Id id = new Id(account, owner.uid());
      readings.put(id, reading.started(need == Need.WRITES || reading.awaited()));
      FactSource inAccount = source.in(account);
      threads.execute(() -> lookUp(owner, id, inAccount, where));
    }
    return recent;
  }

  private void lookUp(Owner owner, Id id, FactSource source, ExistingVpc where) {
    try {
      Optional<ForeignVpc> vpc =
          source.foreignVpc(where.vpcIdIfSet(), where.subnets(), owner.namespace());
      readings.computeIfPresent(id, (_, reading) -> reading.answered(vpc, clock.instant()));
    } catch (Throwable e) { // After an Error too, the look-up has ended.
      CloudError error =
          e instanceof CloudException known
              ? known.error()
              : CloudError.Internal.of("DescribeVpcs", e);
      if (error instanceof CloudError.ReadDeferred) {
        readings.computeIfPresent(id, (_, reading) -> reading.deferred(clock.instant()));
      } else {
        internalErrors.report(owner + ": " + where.name(), error, e);
        readings.computeIfPresent(id, (_, reading) -> reading.failed(error, clock.instant()));
      }
    }
    wake.accept(owner);
  }

  /** Drops everything that is remembered of an environment that no longer exists. */
  public void forget(Owner owner) {
    readings.keySet().removeIf(id -> id.uid().equals(owner.uid()));
  }
}
