package io.ssmenv.aws;

import io.ssmenv.aws.budget.ApiBudget;
import io.ssmenv.aws.budget.StepActions;
import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.call.ClientToken;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.client.PinnedCredentials;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.aws.inventory.AwsInventory;
import io.ssmenv.aws.inventory.CallerIdentity;
import io.ssmenv.aws.inventory.WriteRecords;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Operations;
import io.ssmenv.cloud.Outcome;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RebootOutcome;
import io.ssmenv.cloud.ResourceHandler.Created;
import io.ssmenv.cloud.ResourceHandler.Deletion;
import io.ssmenv.plan.Reason;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Performs steps in one account and region, and records in the inventory what was done. */
public final class AwsOperations implements Operations {

  private static final String REBOOT = "RebootInstances";

  private final Clients clients;
  private final PinnedCredentials credentials;
  private final HandlerRegistry handlers;
  private final WriteRecords writes;
  private final CallerIdentity identity;
  private final StepBudget budget;
  private final InternalErrors internalErrors;

  /**
   * @param clients never retry a write by themselves
   * @param credentials sign the calls of these clients and the confirmation of the account
   */
  public AwsOperations(
      Clients clients,
      PinnedCredentials credentials,
      HandlerRegistry handlers,
      AwsInventory inventory,
      CallerIdentity identity,
      ApiBudget budget,
      InternalErrors internalErrors) {
    this.clients = clients;
    this.credentials = credentials;
    this.handlers = handlers;
    this.writes = inventory.writes();
    this.identity = identity;
    this.budget = new StepBudget(budget, inventory.writes());
    this.internalErrors = internalErrors;
  }

  @Override
  public Outcome perform(Owner owner, String plannedAccountId, Step.Write step) {
    Optional<Instant> retryAt = budget.tryTake(owner, plannedAccountId, step);
    if (retryAt.isPresent()) {
      return new Outcome.Deferred(retryAt.get());
    }
    try {
      return credentials.callPinned(() -> confirmAndWrite(owner, plannedAccountId, step));
    } catch (Throwable e) {
      return failed("GetCallerIdentity", owner, step, e);
    }
  }

  @Override
  public RebootOutcome reboot(Owner owner, String plannedAccountId, String instanceId) {
    Optional<Instant> retryAt = budget.tryTakeReboot(owner, instanceId);
    if (retryAt.isPresent()) {
      return new RebootOutcome(false, new Outcome.Deferred(retryAt.get()));
    }
    try {
      return credentials.callPinned(() -> confirmAndReboot(owner, plannedAccountId, instanceId));
    } catch (Throwable e) {
      return new RebootOutcome(false, rebootFailed("GetCallerIdentity", owner, instanceId, e));
    }
  }

  /** Throws what confirming the account throws. */
  private RebootOutcome confirmAndReboot(Owner owner, String plannedAccountId, String instanceId) {
    String confirmed = identity.confirm();
    if (!confirmed.equals(plannedAccountId)) {
      return new RebootOutcome(
          false, new Outcome.Failed(wrongAccount(plannedAccountId, confirmed)));
    }
    try {
      clients.ec2().rebootInstances(request -> request.instanceIds(instanceId));
      return new RebootOutcome(true, new Outcome.Done(instanceId));
    } catch (Throwable e) {
      return new RebootOutcome(true, rebootFailed(REBOOT, owner, instanceId, e));
    }
  }

  private Outcome rebootFailed(String action, Owner owner, String instanceId, Throwable failure) {
    CloudError error = ErrorClassifier.classify(action, failure);
    internalErrors.report(owner + ": " + REBOOT + " of " + instanceId, error, failure);
    return new Outcome.Failed(error);
  }

  @Override
  public List<String> blockers(Owner owner, String plannedAccountId, Step.Delete step) {
    try {
      return credentials.callPinned(() ->
          identity.confirm().equals(plannedAccountId)
              ? handlers.blockers(call(plannedAccountId, owner, step, 0), step.current())
              : List.of());
    } catch (Throwable e) {
      return List.of(
          "resources that could not be listed: "
              + failed("Describe", owner, step, e).error().summary());
    }
  }

  /** Throws what confirming the account throws. */
  private Outcome confirmAndWrite(Owner owner, String plannedAccountId, Step.Write step) {
    String confirmed = identity.confirm();
    if (!confirmed.equals(plannedAccountId)) {
      return new Outcome.Failed(wrongAccount(plannedAccountId, confirmed));
    }
    try {
      String id = write(confirmed, owner, step);
      return step instanceof Step.Delete delete && delete.reason().code() == Reason.Code.FAILED
          ? new Outcome.DeletedFailed(id, causeOfFailure(delete.current()))
          : new Outcome.Done(id);
    } catch (Throwable e) {
      Outcome.Failed failed = failed(StepActions.of(step), owner, step, e);
      recordOutcome(confirmed, owner, step, failed.error());
      return failed;
    }
  }

  private static CloudError causeOfFailure(Observed failed) {
    String action = StepActions.creating(failed.resource());
    return failed
        .detail(Observed.FAILURE_CODE)
        .map(code ->
            ErrorClassifier.classify(
                action, code, failed.detail(Observed.FAILURE_MESSAGE).orElse("")))
        .orElseGet(() -> new CloudError.Conflict(action, "Failed", failed.awsState()));
  }

  private Outcome.Failed failed(String action, Owner owner, Step.Write step, Throwable failure) {
    CloudError error = ErrorClassifier.classify(action, failure);
    budget.failed(error);
    internalErrors.report(owner + ": " + action + " for " + step.key(), error, failure);
    return new Outcome.Failed(error);
  }

  private String write(String account, Owner owner, Step.Write step) {
    return switch (step) {
      case Step.Create create -> create(account, owner, create);
      case Step.Update update -> update(account, owner, update);
      case Step.Delete delete -> delete(account, owner, delete);
    };
  }

  private String create(String account, Owner owner, Step.Create step) {
    Created created =
        handlers.create(call(account, owner, step, step.incarnation()), step.resource());
    writes.recordWrite(
        account,
        owner,
        new Observed(
            created.observedAfterCreate().orElse(step.resource()),
            created.id(),
            created.state(),
            created.awsState(),
            created.details()),
        Optional.empty());
    created
        .createdLinks()
        .forEach(link -> writes.recordWrite(account, owner, link, Optional.empty()));
    return created.id();
  }

  private String update(String account, Owner owner, Step.Update step) {
    Set<Component> changed = Component.of(step.differences());
    String id =
        handlers.update(call(account, owner, step, 0), step.resource(), step.current(), changed);
    writes.recordWrite(
        account, owner, step.current().with(id).with(step.resource()), Optional.of(step.current()));
    return id;
  }

  private String delete(String account, Owner owner, Step.Delete step) {
    step.replacement()
        .ifPresent(replacement ->
            handlers.checkReplacement(
                call(account, owner, step, 0), replacement, step.current().resource()));
    Deletion deletion = handlers.delete(call(account, owner, step, 0), step.current());
    if (step.slot().equals(step.key().value())) {
      writes.recordDelete(account, owner, step.current(), deletion);
      step.together().forEach(one -> writes.recordDelete(account, owner, one, deletion));
    } else {
      writes.recordDuplicateDeleted(account, owner, step.current());
    }
    return step.current().id();
  }

  private AwsCall call(String account, Owner owner, Step.Write step, int incarnation) {
    List<String> referredTo =
        step.resource().refs().stream().map(ref -> idOrName(account, owner, ref)).toList();
    return new AwsCall(
        clients,
        owner,
        step.key(),
        ClientToken.of(owner, step.resource(), referredTo, incarnation),
        key -> writes.id(account, owner, key));
  }

  private String idOrName(String account, Owner owner, Ref ref) {
    return switch (ref) {
      case Ref.ToId(String id) -> id;
      case Ref.NotShownYet unknown -> unknown.toString();
      case Ref.ToKey(Key key) -> writes.id(account, owner, key).orElse(key.value());
    };
  }

  private void recordOutcome(String account, Owner owner, Step.Write step, CloudError error) {
    if (step instanceof Step.Create
        && (error instanceof CloudError.Unavailable || error instanceof CloudError.Internal)) {
      writes.recordUnknownOutcome(account, owner, step.key());
    }
  }

  private static CloudError wrongAccount(String plannedAccountId, String confirmed) {
    return new CloudError.Refused(
        "GetCallerIdentity",
        "AccountChanged",
        "the credentials belong to account "
            + confirmed
            + ", but the resources of the environment are in account "
            + plannedAccountId
            + "; nothing was written");
  }
}
