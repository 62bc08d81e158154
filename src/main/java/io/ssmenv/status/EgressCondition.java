package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.EgressStatus;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.state.AgentStatus;
import io.ssmenv.state.Egress;
import io.ssmenv.state.ExpectedEgress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The value of the condition {@code EgressVerified}. */
final class EgressCondition {

  private final StatusInputs inputs;
  private final List<InstanceStatus> wanted;

  private EgressCondition(StatusInputs inputs, List<InstanceStatus> wanted) {
    this.inputs = inputs;
    this.wanted = wanted;
  }

  /**
   * Empty if the spec does not ask for it.
   *
   * @param instances as the new status lists them
   */
  static Optional<ConditionValue> value(StatusInputs inputs, List<InstanceStatus> instances) {
    return inputs.spec().verificationOrDefault().egressOrDefault()
        ? Optional.of(new EgressCondition(inputs, OnlineCount.wanted(inputs, instances)).value())
        : Optional.empty();
  }

  private ConditionValue value() {
    if (wanted.isEmpty()) {
      return ConditionValue.ofTrue(ConditionReason.NO_INSTANCES, "The spec asks for no instances");
    }
    return first(this::leaks)
        .map(leak ->
            ConditionValue.ofFalse(
                ConditionReason.INTERNET_REACHABLE,
                "%s reaches the Internet, which sees it as %s. The pattern PrivateEndpoints promises that it cannot: look for a route, a gateway or a connection that the operator does not manage%s"
                    .formatted(name(leak), observed(leak), more(this::leaks))))
        .or(() -> first(this::differs).map(this::unexpected))
        .or(this::cannotAsk)
        .or(() -> first(this::isPending).map(this::pending))
        .or(() -> first(EgressCondition::isUnclear).map(this::failed))
        .orElseGet(this::verified);
  }

  private ConditionValue unexpected(InstanceStatus instance) {
    String expected = egress(instance).map(EgressStatus::expected).orElse("");
    String what =
        observed(instance).equals(Egress.NONE)
            ? "%s does not reach the Internet, which should see it as %s. Look for a firewall on its way"
                .formatted(name(instance), expected)
            : "The Internet sees %s as %s instead of %s"
                .formatted(name(instance), observed(instance), expected);
    return ConditionValue.ofFalse(ConditionReason.UNEXPECTED_EGRESS, what + more(this::differs));
  }

  private Optional<ConditionValue> cannotAsk() {
    return inputs
        .egress()
        .failure()
        .filter(_ -> wanted.stream().anyMatch(this::isPending))
        .map(error ->
            ConditionValue.ofUnknown(
                ConditionReason.NOT_VERIFIED,
                Messages.withAdvice("The instances cannot be asked: " + error.summary(), error)
                    + (error instanceof CloudError.Denied
                        ? ". The policy ssmenv-verify allows it"
                        : "")));
  }

  private ConditionValue pending(InstanceStatus instance) {
    String lastAsked =
        egress(instance)
            .filter(inputs.egress()::isOutdated)
            .map(egress -> ". It was last asked at " + egress.verifiedAt() + ", too long ago")
            .orElse("");
    return ConditionValue.ofUnknown(ConditionReason.NOT_VERIFIED, whyPending(instance) + lastAsked);
  }

  private String whyPending(InstanceStatus instance) {
    if (!inputs.mode().writes()) {
      return name(instance) + " is not asked while the operator does not write";
    }
    if (!AgentStatus.online(instance)) {
      return OnlineCount.whyOffline(instance) + ", so it is not asked";
    }
    Optional<String> unfinished =
        Optional.ofNullable(inputs.egress().unfinished().get(instance.name()));
    if (unfinished.isPresent()) {
      return name(instance) + " " + unfinished.get() + ", so it is not asked";
    }
    return egress(instance).filter(inputs.egress()::isOutdated).isPresent()
        ? name(instance) + " has not been asked again in time"
        : name(instance) + " has not answered since the connection was last changed";
  }

  private ConditionValue failed(InstanceStatus instance) {
    return ConditionValue.ofUnknown(
        ConditionReason.VERIFICATION_FAILED,
        "%s was asked, but %s"
            .formatted(name(instance), egress(instance).map(EgressStatus::problem).orElse("")));
  }

  private ConditionValue verified() {
    return ConditionValue.ofTrue(
        ConditionReason.VERIFIED,
        wanted.stream().allMatch(one -> observed(one).equals(Egress.NONE))
            ? "No instance reaches the Internet"
            : "The Internet sees every instance as expected");
  }

  private Optional<InstanceStatus> first(Predicate<InstanceStatus> which) {
    return wanted.stream().filter(which).findFirst();
  }

  private String more(Predicate<InstanceStatus> which) {
    long others = wanted.stream().filter(which).count() - 1;
    return others > 0 ? ". The same is true of " + others + " more" : "";
  }

  private static Optional<EgressStatus> egress(InstanceStatus instance) {
    return Optional.ofNullable(instance.egress());
  }

  private boolean isCurrent(InstanceStatus instance) {
    return egress(instance)
        .filter(one -> inputs.egress().isCurrent(one, inputs.path()))
        .isPresent();
  }

  /** Whether nothing is known of its egress on the present path. */
  private boolean isPending(InstanceStatus instance) {
    return !isCurrent(instance)
        || egress(instance)
            .filter(one -> one.problem() == null)
            .filter(one -> one.expected() == null || one.observed() == null)
            .isPresent();
  }

  private static boolean isUnclear(InstanceStatus instance) {
    return egress(instance).map(EgressStatus::problem).isPresent();
  }

  private boolean leaks(InstanceStatus instance) {
    return differs(instance)
        && egress(instance).map(EgressStatus::expected).filter(Egress.NONE::equals).isPresent();
  }

  private boolean differs(InstanceStatus instance) {
    Optional<EgressStatus> current = egress(instance).filter(_ -> isCurrent(instance));
    Optional<String> expected = current.map(EgressStatus::expected);
    Optional<String> observed = current.map(EgressStatus::observed);
    return expected.isPresent()
        && observed.isPresent()
        && !ExpectedEgress.matches(expected.get(), observed.get());
  }

  private static String observed(InstanceStatus instance) {
    return egress(instance).map(EgressStatus::observed).orElse("");
  }

  private static String name(InstanceStatus instance) {
    return instance.id() == null ? instance.name() : instance.name() + " (" + instance.id() + ")";
  }
}
