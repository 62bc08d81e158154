package io.ssmenv.engine;

import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.EgressChecks.Answers;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.plan.LifecycleRules;
import io.ssmenv.state.EgressHistory;
import io.ssmenv.state.EgressSchedule;
import io.ssmenv.state.InstancePath;
import io.ssmenv.state.PathHistory;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Pings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Has instances asked for their egress beside the plan: nothing waits for the answers but the
 * status, and the removal of a previous path, which they may open earlier than a ping would.
 */
final class EgressVerification {

  private EgressVerification() {}

  /** The observation with the answers that show that agents reach Systems Manager. */
  static Observation withAnswers(Observation observed, Answers answers) {
    if (answers.byInstance().isEmpty()
        || !(observed.pings() instanceof Pings.Known(Map<String, Ping> known))) {
      return observed;
    }
    Map<String, Ping> pings = new HashMap<>(known);
    answers
        .byInstance()
        .forEach((id, answer) -> {
          if (answer.connects()) {
            pings.computeIfPresent(id, (_, ping) -> ping.withAnswered(answer.askedAt()));
          }
        });
    return observed.with(new Pings.Known(pings));
  }

  /**
   * What is known of the egress of the instances. Has those asked that are due.
   *
   * @param answers as they were when the environment was observed
   * @param awsTime now, by the clock of AWS
   */
  static EgressHistory update(
      ReconcileRequest request,
      DesiredState desired,
      Observation observed,
      LifecycleRules rules,
      PathHistory path,
      Cloud cloud,
      Answers answers,
      Instant awsTime) {
    boolean asks =
        request.spec().verificationOrDefault().egressOrDefault()
            && !request.mode().removesAll()
            && request.mode().writes()
            && request.mayWrite(observed.accountId());
    if (!asks || !(desired instanceof DesiredState.Resolved resolved)) {
      cloud.egress().ask(request.owner(), observed.accountId(), Set.of(), List.of());
      return EgressHistory.recorded(request.spec(), request.status(), awsTime);
    }
    EgressHistory history =
        new EgressSchedule(
                request.spec(),
                new InstancePath(rules, resolved.topology(), observed, isChanging(request)),
                request.instances(),
                request.status(),
                observed,
                path,
                answers,
                awsTime)
            .history();
    cloud.egress().ask(request.owner(), observed.accountId(), instances(observed), history.due());
    return history;
  }

  private static boolean isChanging(ReconcileRequest request) {
    return Optional.ofNullable(request.status().pattern())
        .filter(used -> used != request.spec().connectivity().pattern())
        .isPresent();
  }

  private static Set<String> instances(Observation observed) {
    return observed.present().values().stream()
        .filter(one -> one.resource() instanceof Instance)
        .map(Observed::id)
        .collect(Collectors.toSet());
  }

  /**
   * When the next instance is to be asked, or an answer becomes outdated, by the clock of the
   * reconcile.
   */
  static Optional<Instant> requeueAt(EgressHistory history, Instant now, Instant awsTime) {
    return history.next().map(at -> now.plus(Duration.between(awsTime, at)));
  }
}
