package io.ssmenv.engine;

import static java.util.Collections.disjoint;

import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.RebootStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.engine.RebootCalls.Memory;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Step;
import io.ssmenv.state.RebootSchedule;
import io.ssmenv.state.RebootSchedule.Candidate;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ping;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reboots instances whose agents sleep, beside the plan: a reboot changes no resource, so no plan
 * can see whether it was done.
 */
final class Reboots {

  private final RebootCalls calls;

  Reboots(RebootCalls calls) {
    this.calls = calls;
  }

  /**
   * Decides which instance is rebooted, and calls AWS if the status shows that this was decided.
   *
   * @return the diagnosis with the reboots
   */
  PathDiagnosis update(PathInputs known, Plan plan, PathDiagnosis diagnosis) {
    ReconcileRequest request = known.request();
    Instant awsTime = known.cloud().inventory().awsTime();
    Memory memory = calls.memory(request.owner(), awsTime);
    boolean mayBegin =
        request.createdByThisProcess()
            || RebootSchedule.isOfThisProcess(known.path().used(), memory.since());
    List<Candidate> candidates = candidates(known, plan, diagnosis, memory);
    RebootSchedule.Result result =
        new RebootSchedule(known.pathDigest(), mayBegin, awsTime).of(candidates);
    result.planned().ifPresent(memory::put);
    memory.retain(recorded(candidates, result), ids(request, candidates));
    result
        .call()
        .ifPresent(attempt ->
            calls.begin(request.owner(), known.observed().accountId(), known.cloud(), attempt));
    Optional<Instant> next =
        result.next().map(at -> request.now().plus(Duration.between(awsTime, at)));
    return diagnosis.with(result.reboots(), next);
  }

  private static Set<String> recorded(List<Candidate> candidates, RebootSchedule.Result result) {
    return candidates.stream()
        .filter(one -> result.reboots().containsKey(one.name()))
        .map(Candidate::id)
        .collect(ImmutableCopy.toSet());
  }

  private static Set<String> ids(ReconcileRequest request, List<Candidate> candidates) {
    return Stream.concat(
            candidates.stream().map(Candidate::id),
            request.status().instances().stream()
                .flatMap(instance -> Optional.ofNullable(instance.id()).stream()))
        .collect(ImmutableCopy.toSet());
  }

  private static List<Candidate> candidates(
      PathInputs known, Plan plan, PathDiagnosis diagnosis, Memory memory) {
    List<Candidate> all = new ArrayList<>();
    Map<String, RebootStatus> reboots = known.recordedReboots();
    Set<Key> changing =
        plan.steps().stream().map(Step::key).collect(Collectors.toCollection(HashSet::new));
    for (InstanceGroup group : known.request().spec().instances()) {
      for (String name : group.instanceNames()) {
        known
            .observed()
            .find(Instance.key(name))
            .ifPresent(instance ->
                all.add(
                    new Candidate(
                        name,
                        instance.id(),
                        Optional.ofNullable(reboots.get(name)),
                        memory.of(instance.id()),
                        group.rebootWhenUnreachableOrDefault()
                            && diagnosis.asleep().contains(name)
                            && mayReboot(known, changing, name, instance),
                        isOnline(known, instance))));
      }
    }
    return all;
  }

  private static boolean isOnline(PathInputs known, Observed instance) {
    return known.observed().pings().of(instance.id()).filter(Ping::online).isPresent();
  }

  private static boolean mayReboot(
      PathInputs known, Set<Key> changing, String name, Observed instance) {
    ReconcileRequest request = known.request();
    Set<Key> own = Set.of(Instance.key(name), Key.of("networkinterface", name));
    return request.mode().writes()
        && !request.mode().removesAll()
        && request.mayWrite(known.observed().accountId())
        && known.path().ready().isPresent()
        && instance.is(State.READY)
        && instance.resource() instanceof Instance launched
        && launched.running()
        && disjoint(own, changing)
        && RebootSchedule.endsNoSession(
            known.cloud().sessions().reading(request.owner()),
            instance.id(),
            request.spec().disruptionOrDefault().sessionWait().isPresent());
  }

  /** Begins no further reboot. Calls in flight continue. */
  void stop() {
    calls.stop();
  }

  /** The number of calls in flight. */
  int inFlight() {
    return calls.inFlight();
  }

  /** Drops everything that is remembered of an environment that no longer exists. */
  void forget(Owner owner) {
    calls.forget(owner);
  }
}
