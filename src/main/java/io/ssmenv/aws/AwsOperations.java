package io.ssmenv.aws;

import io.ssmenv.aws.budget.Actions;
import io.ssmenv.aws.budget.ApiBudget;
import io.ssmenv.aws.inventory.Account;
import io.ssmenv.aws.inventory.AwsInventory;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.Operations;
import io.ssmenv.cloud.Outcome;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.ResourceKind.Created;
import io.ssmenv.cloud.ResourceKind.Removal;
import io.ssmenv.cloud.Scope;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Performs steps in one account and region, and tells the inventory what was done. */
public final class AwsOperations implements Operations {

  private final Clients clients;
  private final SteadyCredentials credentials;
  private final Kinds kinds;
  private final AwsInventory inventory;
  private final Account account;
  private final ApiBudget budget;

  /**
   * @param clients that don't repeat a write by themselves
   * @param credentials of these clients, and of those that the account is asked with
   */
  public AwsOperations(
      Clients clients,
      SteadyCredentials credentials,
      Kinds kinds,
      AwsInventory inventory,
      Account account,
      ApiBudget budget) {
    this.clients = clients;
    this.credentials = credentials;
    this.kinds = kinds;
    this.inventory = inventory;
    this.account = account;
    this.budget = budget;
  }

  @Override
  public Outcome perform(Scope scope, Owner owner, String plannedFor, Step.Write step) {
    Optional<Instant> later = budget.tryTake(Actions.of(step));
    if (later.isPresent()) {
      return new Outcome.Deferred(later.get());
    }
    try {
      return credentials.during(() -> confirmAndWrite(owner, plannedFor, step));
    } catch (RuntimeException e) {
      return new Outcome.Failed(ErrorCatalogue.of("GetCallerIdentity", e));
    }
  }

  /** Throws what asking for the account throws. */
  private Outcome confirmAndWrite(Owner owner, String plannedFor, Step.Write step) {
    String confirmed = account.confirm();
    if (!confirmed.equals(plannedFor)) {
      return new Outcome.Failed(wrongAccount(plannedFor, confirmed));
    }
    try {
      return new Outcome.Done(write(owner, step));
    } catch (RuntimeException e) {
      CloudError error = ErrorCatalogue.of(Actions.of(step), e);
      learn(owner, step, error);
      return new Outcome.Failed(error);
    }
  }

  private String write(Owner owner, Step.Write step) {
    return switch (step) {
      case Step.Create create -> create(owner, create);
      case Step.Update update -> update(owner, update);
      case Step.Delete delete -> delete(owner, delete);
    };
  }

  private String create(Owner owner, Step.Create step) {
    Created created = kinds.create(call(owner, step, step.incarnation()), step.resource());
    inventory.made(
        owner,
        new Observed(
            created.actual().orElse(step.resource()),
            created.id(),
            created.state(),
            created.awsState(),
            created.details()));
    created.implied().forEach(link -> inventory.made(owner, link));
    return created.id();
  }

  private String update(Owner owner, Step.Update step) {
    Set<String> fields =
        step.differences().stream().map(Difference::field).collect(Collectors.toSet());
    String id = kinds.update(call(owner, step, ""), step.resource(), step.current(), fields);
    inventory.made(owner, step.current().with(id).with(step.resource()));
    return id;
  }

  private String delete(Owner owner, Step.Delete step) {
    Removal removal = kinds.delete(call(owner, step, ""), step.current());
    if (removal == Removal.UNKNOWN && inventory.isFresh(owner, step.key())) {
      throw new CloudException(
          new CloudError.NotFound(
              Actions.of(step),
              "NotKnownYet",
              "AWS does not know " + step.current().id() + " yet, which was made just now"));
    }
    if (step.slot().equals(step.key().value())) {
      inventory.removed(owner, step.current(), removal == Removal.GOING);
    } else {
      inventory.discarded(owner, step.current().id());
    }
    return step.current().id();
  }

  private AwsCall call(Owner owner, Step.Write step, String incarnation) {
    List<String> referredTo =
        step.resource().refs().stream().map(ref -> idOrName(owner, ref)).toList();
    return new AwsCall(
        clients,
        owner,
        step.key(),
        ClientToken.of(owner, step.resource(), referredTo, incarnation),
        key -> inventory.id(owner, key));
  }

  private String idOrName(Owner owner, Ref ref) {
    return switch (ref) {
      case Ref.ToId(String id) -> id;
      case Ref.ToKey(Key key) -> inventory.id(owner, key).orElse(key.value());
    };
  }

  private void learn(Owner owner, Step.Write step, CloudError error) {
    if (error instanceof CloudError.DeadToken token && !token.deadId().isEmpty()) {
      inventory.died(owner, step.key(), token.deadId());
    }
    if (step instanceof Step.Create && error instanceof CloudError.Unavailable) {
      inventory.uncertain(owner, step.key());
    }
  }

  private static CloudError wrongAccount(String plannedFor, String confirmed) {
    return new CloudError.Refused(
        "GetCallerIdentity",
        "AccountChanged",
        "the credentials belong to account "
            + confirmed
            + ", but the environment lives in "
            + plannedFor
            + "; nothing was written");
  }
}
