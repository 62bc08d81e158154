package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.SessionLog;
import io.ssmenv.api.v1alpha1.SessionSettings;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.SessionFindings;
import io.ssmenv.desired.SessionTargetCheck;
import io.ssmenv.plan.Step;
import io.ssmenv.state.StatusText;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.RoleInlinePolicy;
import io.ssmenv.topology.SsmDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The value of the condition {@code SessionsConfigured}. */
final class SessionsCondition {

  private static final Set<Key> RESOURCES =
      Set.of(SsmDocument.KEY, RoleInlinePolicy.key(RoleInlinePolicy.SESSIONS));

  private final StatusInputs inputs;
  private final SyncState sync;
  private final SessionSettings sessions;

  private SessionsCondition(StatusInputs inputs, SyncState sync, SessionSettings sessions) {
    this.inputs = inputs;
    this.sync = sync;
    this.sessions = sessions;
  }

  /** Empty if the spec has no preferences, and no document is left of former ones. */
  static Optional<ConditionValue> value(StatusInputs inputs, SyncState sync) {
    return inputs
        .spec()
        .sessionSettings()
        .map(sessions -> new SessionsCondition(inputs, sync, sessions).value())
        .or(() -> inputs.mayHaveDocument() ? Optional.of(left(inputs)) : Optional.empty());
  }

  private static ConditionValue left(StatusInputs inputs) {
    if (inputs.observed().isEmpty() || inputs.plan().isEmpty()) {
      return Unevaluated.notRead(inputs);
    }
    return Blocker.of(inputs, SsmDocument.KEY::equals)
        .map(blocker -> blocked(inputs, blocker))
        .orElseGet(() ->
            ConditionValue.ofFalse(
                ConditionReason.PROVING_ABSENCE,
                StatusText.stable(
                    "The spec has no preferences of sessions. Confirming that no session document is left"
                        + inputs
                            .observed()
                            .flatMap(seen -> seen.unproven(SsmDocument.KEY))
                            .map(why -> ": " + why)
                            .orElse(""))));
  }

  private ConditionValue value() {
    if (inputs.observed().isEmpty() || inputs.plan().isEmpty()) {
      return Unevaluated.notRead(inputs);
    }
    return wrong().or(this::unfinished).or(this::notRead).orElseGet(this::configured);
  }

  private Optional<ConditionValue> wrong() {
    List<SessionTargetCheck.Problem> problems =
        check().map(SessionTargetCheck::problems).orElse(List.of());
    return problems.stream()
        .findFirst()
        .map(first ->
            ConditionValue.ofFalse(
                reason(first),
                String.join(
                    ". ", problems.stream().map(SessionTargetCheck.Problem::message).toList())));
  }

  private Optional<SessionTargetCheck> check() {
    return inputs.sessionTargets().map(findings -> new SessionTargetCheck(inputs.spec(), findings));
  }

  private static ConditionReason reason(SessionTargetCheck.Problem problem) {
    return switch (problem) {
      case SessionTargetCheck.LogGroupProblem _ -> ConditionReason.LOG_GROUP_UNUSABLE;
      case SessionTargetCheck.BucketProblem _ -> ConditionReason.BUCKET_UNUSABLE;
      case SessionTargetCheck.KeyProblem _ -> ConditionReason.KEY_UNUSABLE;
    };
  }

  /** The document or the policy of the role is not as the spec asks for. */
  private Optional<ConditionValue> unfinished() {
    Set<Key> open =
        Stream.concat(sync.open().stream().map(Step::key), missing())
            .filter(RESOURCES::contains)
            .collect(ImmutableCopy.toSet());
    return open.isEmpty()
        ? unconfirmed()
        : Optional.of(
            blocked(
                inputs,
                Blocker.of(inputs, open::contains)
                    .orElse(
                        new Blocker(
                            ConditionReason.WAITING,
                            "The session document is not in place yet",
                            ""))));
  }

  /** Nothing is in work while the operator may not write. */
  private static ConditionValue blocked(StatusInputs inputs, Blocker blocker) {
    return inputs.mode().writes() || inputs.problem().isPresent()
        ? ConditionValue.ofFalse(blocker)
        : WriteBlockedMessages.change(inputs);
  }

  /** Sessions may still start with what somebody else has written. */
  private Optional<ConditionValue> unconfirmed() {
    return inputs.observed().stream()
        .flatMap(seen -> seen.unconfirmed().stream())
        .filter(RESOURCES::contains)
        .min(Key::compareTo)
        .map(Blocker::awaitingConfirmation)
        .map(ConditionValue::ofFalse);
  }

  /** What was in place, and is merely not listed, still counts as existing. */
  private Stream<Key> missing() {
    return inputs.wasTrue(ConditionType.SESSIONS_CONFIGURED)
        ? Stream.empty()
        : inputs.topology().stream()
            .flatMap(desired -> desired.resources().stream())
            .map(Resource::key)
            .filter(key -> inputs.observed().flatMap(seen -> seen.find(key)).isEmpty());
  }

  private Optional<ConditionValue> notRead() {
    if (SessionTargetCheck.targets(inputs.spec()).isEmpty()) {
      return Optional.empty();
    }
    if (inputs.sessionTargets().isEmpty()) {
      return Optional.of(remembered());
    }
    return check().stream()
        .flatMap(check -> check.notRead().stream())
        .findFirst()
        .map(this::unread);
  }

  /** A restarted operator has not looked yet, which changes nothing. */
  private ConditionValue remembered() {
    return Unevaluated.remembered(inputs, ConditionType.SESSIONS_CONFIGURED)
        .orElseGet(() ->
            ConditionValue.ofUnknown(
                ConditionReason.NOT_VERIFIED,
                "The operator has not looked up yet whether sessions can use " + named()));
  }

  private ConditionValue unread(SessionFindings.NotRead unread) {
    CloudError error = unread.error();
    return ConditionValue.ofUnknown(
        ConditionReason.NOT_VERIFIED,
        Messages.withAdvice(
                "It is not known whether sessions can use %s: %s"
                    .formatted(unread.name(), error.summary()),
                error)
            + (error instanceof CloudError.Denied ? ". The policy ssmenv-sessions allows it" : ""));
  }

  private ConditionValue configured() {
    String document =
        inputs
            .observed()
            .flatMap(seen -> seen.find(SsmDocument.KEY))
            .map(found -> " " + found.id())
            .orElse(" of the environment");
    return ConditionValue.ofTrue(
        ConditionReason.CONFIGURED,
        "Sessions can be started with the document"
            + document
            + (named().isEmpty() ? "" : " and use " + named())
            + check().stream()
                .flatMap(check -> check.deniedElsewhere().stream())
                .map(SessionsCondition::doubt)
                .collect(Collectors.joining()));
  }

  private static String doubt(SessionTargetCheck.UnreadEncryption unread) {
    String known =
        StatusText.stable(
            ". The encryption of the bucket in %s is not known: %s"
                .formatted(unread.region(), unread.error().summary()));
    return (known.endsWith(".") ? known : known + ".")
        + " If it is with a customer managed key, which the role of the instances may not use, sessions are not logged there. If the policy ssmenv-sessions is attached, a service control policy may deny calls to "
        + unread.region();
  }

  private String named() {
    List<String> names = new ArrayList<>();
    SessionLog log = sessions.logOrDefault();
    log.group().ifPresent(group -> names.add("the log group " + group));
    log.bucket().ifPresent(bucket -> names.add("the bucket " + bucket));
    sessions.key().ifPresent(key -> names.add("the key " + key));
    return String.join(" and ", names);
  }
}
