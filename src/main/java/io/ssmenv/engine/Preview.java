package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.desired.UnresolvedImage;
import io.ssmenv.diagnosis.AgentPath;
import io.ssmenv.facts.ForeignVpcReading;
import io.ssmenv.plan.Forecast;
import io.ssmenv.plan.PlannedChange;
import io.ssmenv.plan.Step;
import io.ssmenv.status.Interruption;
import io.ssmenv.status.Problem;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Unlisted;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the operator would do for an environment, as far as that is known. */
public sealed interface Preview {

  /** AWS has not answered everything yet. Ask again. */
  record Pending(String message) implements Preview {}

  /**
   * Nothing can be planned.
   *
   * @param message names the field, the resource or the call, and says what to do next
   */
  record Failed(String message) implements Preview {}

  /**
   * Everything that the operator would do.
   *
   * @param spec with every field set
   * @param mode whether the operator does it, or only lists it
   * @param predicted what AWS would show after it
   * @param foreign the VPC of somebody else in which the environment stands
   * @param problems what keeps a part of the spec from being planned
   * @param paths those of the agents to Systems Manager, if they were asked for
   * @param notices what changes for the agents in the VPC, whoever causes it
   */
  record Complete(
      EnvironmentSpec spec,
      ReconcileMode mode,
      Observation observed,
      Observation predicted,
      Optional<ForeignVpc> foreign,
      Forecast forecast,
      List<String> problems,
      List<AgentPath> paths,
      List<String> notices)
      implements Preview {

    public Complete {
      paths = List.copyOf(paths);
      problems = List.copyOf(problems);
      notices = List.copyOf(notices);
    }

    /** What users notice of one of the changes. */
    public List<Interruption> interruptions(PlannedChange change) {
      return Interruption.of(change, observed);
    }

    /** How long a change that cuts sessions waits for them to end; empty if it does not wait. */
    public Optional<String> sessionWait() {
      return Optional.ofNullable(spec.disruptionOrDefault().waitForSessions())
          .filter(_ -> !mode.removesAll());
    }

    /** What AWS has not answered yet of whether a resource exists; it may never do so. */
    public Optional<String> awaitedAnswer() {
      return forecast.unproven().stream()
          .filter(await -> !observed.mislabeled().containsKey(await.key()))
          .map(Step.Await::message)
          .findFirst();
    }
  }

  /**
   * What a look ahead has found.
   *
   * @param predicted what AWS would show after it
   * @param answer what is known of the VPC of somebody else, if the environment stands in one
   */
  record Outlook(
      Forecast forecast, Observation predicted, Optional<ForeignVpcReading.Answer> answer) {}

  static Preview of(
      ReconcileRequest request,
      Observation observed,
      Outlook outlook,
      DesiredState desired,
      Optional<List<AgentPath>> paths) {
    Optional<Unlisted> failure =
        observed.unlisted().values().stream()
            .filter(why ->
                why.cause() == Unlisted.Cause.FAILED
                    || why.cause() == Unlisted.Cause.SUDDEN_LOSS
                    || why.cause() == Unlisted.Cause.INTERNAL_ERROR)
            .findFirst();
    if (failure.isPresent() && !(desired instanceof DesiredState.Unobserved)) {
      return new Failed(failure.get().message());
    }
    return switch (desired) {
      case DesiredState.ResolvingFacts(String message) -> new Pending(message);
      case DesiredState.Adopting _ -> complete(request, observed, outlook, List.of(), paths);
      case DesiredState.ReadingHost _ ->
          new Pending(
              "Reading the network of the environment %s, in whose VPC this one stands"
                  .formatted(
                      request.spec().networkOrDefault().hostName().orElse("that owns the VPC")));
      case DesiredState.Unresolved unresolved -> without(Problem.of(unresolved));
      case DesiredState.Deleted _ -> complete(request, observed, outlook, List.of(), paths);
      case DesiredState.Resolved resolved ->
          Stream.concat(
                  resolved.unplacedZones().stream().map(Problem::of),
                  resolved.unresolvedFacts().stream().map(Problem::of))
              .findFirst()
              .map(Preview::without)
              .orElseGet(
                  () -> complete(request, observed, outlook, resolved.unresolvedImages(), paths));
    };
  }

  /** Even if the operator could do a part, the rest of the plan depends on it. */
  private static Preview without(Problem problem) {
    return problem.needsPerson() ? new Failed(problem.message()) : new Pending(problem.message());
  }

  private static Preview complete(
      ReconcileRequest request,
      Observation observed,
      Outlook outlook,
      List<UnresolvedImage> unresolved,
      Optional<List<AgentPath>> paths) {
    if (!observed.unlisted().isEmpty()) {
      return new Pending(observed.unlisted().values().iterator().next().message());
    }
    Optional<UnresolvedImage> open =
        unresolved.stream().filter(image -> image.error().isEmpty()).findFirst();
    if (open.isPresent()) {
      return new Pending(Problem.of(open.get()).message());
    }
    if (paths.isEmpty()) {
      return new Pending("What lets traffic through in the VPC is being read");
    }
    return new Complete(
        request.spec(),
        request.mode(),
        observed,
        outlook.predicted(),
        outlook.answer().flatMap(ForeignVpcReading.Answer::vpc),
        outlook.forecast(),
        unresolved.stream().map(image -> Problem.of(image).message()).toList(),
        paths.get(),
        Stream.concat(
                Adoption.planned(request, observed).stream(),
                PreviewNotices.of(request, outlook.answer(), observed, outlook.predicted())
                    .stream())
            .toList());
  }
}
