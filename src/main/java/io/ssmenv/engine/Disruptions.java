package io.ssmenv.engine;

import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.OpenSessions.Reading;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Step;
import io.ssmenv.plan.Wait;
import io.ssmenv.state.SessionHistory;
import io.ssmenv.state.SessionWaits;
import io.ssmenv.state.SessionWaits.Cut;
import io.ssmenv.status.Interruption;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Pings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A plan whose steps wait for the open sessions that they would cut, as far as the spec asks for
 * that.
 *
 * @param sessions what is known of the sessions, and of the changes that wait
 */
record Disruptions(Plan plan, SessionHistory sessions) {

  /**
   * Holds back the steps that cut sessions. A deletion of the environment waits for nobody.
   *
   * @param vpc with the guests, whose sessions use the network of their host
   */
  static Disruptions of(
      ReconcileRequest request,
      DesiredState desired,
      Observation observed,
      Plan plan,
      Cloud cloud,
      SharedVpc vpc) {
    Reading reading = cloud.sessions().reading(request.owner());
    Set<String> own = instances(observed);
    boolean waits = request.mode().writes() && !request.mode().removesAll();
    SessionWaits.Result result =
        new SessionWaits(
                request.status(),
                reading,
                request.spec().disruptionOrDefault().sessionWait().filter(_ -> waits),
                request.now())
            .update(
                own,
                cuts(plan, observed, own, vpc),
                desired instanceof DesiredState.Resolved && observed.unlisted().isEmpty());
    Set<String> all = new HashSet<>(own);
    vpc.guestInstances().forEach(all::add);
    cloud.sessions().watch(request.owner(), observed.accountId(), all, result.awaited());
    return new Disruptions(held(plan, result), result.history());
  }

  private static Set<String> instances(Observation observed) {
    return Stream.concat(observed.present().values().stream(), observed.duplicates().stream())
        .filter(one -> one.resource() instanceof Instance)
        .map(Observed::id)
        .collect(Collectors.toSet());
  }

  private static List<Cut> cuts(Plan plan, Observation observed, Set<String> own, SharedVpc vpc) {
    List<Step.Write> cutting =
        plan.writes().stream().filter(Interruption.cuttingSessions(observed)).toList();
    if (cutting.isEmpty()) {
      return List.of();
    }
    Set<String> everyone = used(Stream.concat(own.stream(), vpc.guestInstances()), observed);
    return cutting.stream().map(step -> cut(step, observed, everyone)).toList();
  }

  /**
   * @param everyone the instances that use the connection
   */
  private static Cut cut(Step.Write step, Observation observed, Set<String> everyone) {
    boolean ofInstance = step.resource() instanceof Instance;
    return new Cut(
        step.key(),
        ofInstance ? step.slot() : SessionWaits.CONNECTION,
        ofInstance && step instanceof Step.Delete delete
            ? used(Stream.of(delete.current().id()), observed)
            : everyone,
        step.ready());
  }

  private static Set<String> used(Stream<String> instances, Observation observed) {
    return instances.filter(id -> mayBeUsed(id, observed)).collect(Collectors.toSet());
  }

  /** Sessions on an instance that is not online have nothing to lose, and delay no repair. */
  private static boolean mayBeUsed(String id, Observation observed) {
    return observed.pings() instanceof Pings.Unknown
        || observed.pings().of(id).filter(Ping::online).isPresent();
  }

  private static Plan held(Plan plan, SessionWaits.Result result) {
    return new Plan(plan.steps().stream().map(step -> held(step, result.messages())).toList());
  }

  private static Step held(Step step, Map<Key, String> messages) {
    return step instanceof Step.Write write && write.ready()
        ? Optional.ofNullable(messages.get(step.key()))
            .<Step>map(message -> write.after(Wait.until(message)))
            .orElse(step)
        : step;
  }
}
