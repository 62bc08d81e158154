package io.ssmenv.simulator.kms;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.core.Struct;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The simulated KMS: symmetric keys and their aliases. Key policies are not simulated: as with the
 * default one, the policies of IAM decide.
 */
public final class Kms implements ActionGroup {
  private static final Pattern ALIAS = Pattern.compile("alias/[a-zA-Z0-9/_-]{1,250}");
  private static final int LONGEST_WAIT_DAYS = 30;

  private record Keys(Map<String, SimulatedKey> byId, Map<String, String> idsByAlias) {}

  private final Simulation simulation;
  private final RegionalState<Keys> keys =
      new RegionalState<>(_ -> new Keys(new LinkedHashMap<>(), new HashMap<>()));

  /** Creates the service without keys. */
  public Kms(Simulation simulation) {
    this.simulation = simulation;
  }

  @Override
  public String service() {
    return "kms";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.write(
            "CreateKey",
            this::create,
            "Description",
            "KeySpec",
            "KeyUsage",
            "Tags.TagKey",
            "Tags.TagValue"),
        Operation.read("DescribeKey", this::describe, "KeyId"),
        Operation.write("EnableKey", call -> change(call, SimulatedKey.ENABLED), "KeyId"),
        Operation.write("DisableKey", call -> change(call, SimulatedKey.DISABLED), "KeyId"),
        Operation.write(
            "ScheduleKeyDeletion", this::scheduleDeletion, "KeyId", "PendingWindowInDays"),
        Operation.write("CreateAlias", this::createAlias, "AliasName", "TargetKeyId"));
  }

  /** Returns the permissions that its calls need, from the Service Authorization Reference [D]. */
  public List<Access> requiredAccess(Call call) {
    String action = "kms:" + call.action();
    Params params = call.params();
    return switch (call.action()) {
      case "CreateKey" -> {
        Map<String, String> tags = tags(params);
        Access create = Access.to(action, "*").withRequestTags(tags);
        yield tags.isEmpty()
            ? List.of(create)
            : List.of(create, Access.to("kms:TagResource", "*").withRequestTags(tags));
      }
      case "CreateAlias" ->
          List.of(
              Access.to(action, arn(call, params.text("AliasName").orElse(""))),
              toKey(call, action, params.text("TargetKeyId").orElse("")));
      default -> List.of(toKey(call, action, params.text("KeyId").orElse("")));
    };
  }

  private Access toKey(Call call, String action, String keyId) {
    return find(call.accountId(), call.region(), keyId)
        .map(key -> Access.to(action, key.arn()).withResourceTags(key.tags()))
        .orElseGet(
            () -> Access.to(action, keyId.startsWith("arn:") ? keyId : arn(call, "key/" + keyId)));
  }

  /**
   * Returns the ARN of a key that a service can use: it exists and is enabled.
   *
   * @param keyId an id or an alias, or the ARN of one
   */
  public Optional<String> usable(String accountId, String region, String keyId) {
    return find(accountId, region, keyId).filter(SimulatedKey::isEnabled).map(SimulatedKey::arn);
  }

  /** Returns the ARN of a key in any state. */
  public Optional<String> arnOf(String accountId, String region, String keyId) {
    return find(accountId, region, keyId).map(SimulatedKey::arn);
  }

  /**
   * Returns the use of a key by an action, with what policies can demand of the key.
   *
   * @param arn of a key that exists
   */
  public Access use(String accountId, String region, String action, String arn) {
    String id = arn.substring(arn.lastIndexOf('/') + 1);
    return Access.to(action, arn)
        .with(
            "kms:ResourceAliases",
            keys.of(accountId, region).idsByAlias().entrySet().stream()
                .filter(alias -> alias.getValue().equals(id))
                .map(Map.Entry::getKey)
                .toArray(String[]::new));
  }

  private Optional<SimulatedKey> find(String accountId, String region, String keyId) {
    String prefix = "arn:aws:kms:%s:%s:".formatted(region, accountId);
    String given = keyId.startsWith(prefix) ? keyId.substring(prefix.length()) : keyId;
    Keys known = keys.of(accountId, region);
    String id =
        given.startsWith("alias/")
            ? known.idsByAlias().getOrDefault(given, "")
            : given.startsWith("key/") ? given.substring("key/".length()) : given;
    return Optional.ofNullable(known.byId().get(id));
  }

  private SimulatedKey existing(Call call, String keyId) {
    return find(call.accountId(), call.region(), keyId)
        .orElseThrow(() ->
            keyId.startsWith("alias/")
                ? ErrorWords.error("kms-alias-missing", arn(call, keyId))
                : ErrorWords.error(
                    "kms-key-missing",
                    keyId.startsWith("arn:") ? keyId : arn(call, "key/" + keyId)));
  }

  private Struct create(Call call) {
    Params params = call.params();
    if (params.text("KeySpec").filter(spec -> !spec.equals("SYMMETRIC_DEFAULT")).isPresent()
        || params.text("KeyUsage").filter(use -> !use.equals("ENCRYPT_DECRYPT")).isPresent()) {
      throw new AwsError(
          "ValidationException", "The simulator supports symmetric keys for encryption only");
    }
    String id = simulation.ids().uuid();
    SimulatedKey key =
        new SimulatedKey(
            call.accountId(),
            id,
            arn(call, "key/" + id),
            params.text("Description").orElse(""),
            call.now(),
            SimulatedKey.ENABLED,
            Optional.empty(),
            tags(params));
    keys.of(call).byId().put(id, key);
    return Struct.empty().with("KeyMetadata", key.metadata());
  }

  private Struct describe(Call call) {
    return Struct.empty()
        .with("KeyMetadata", existing(call, call.params().required("KeyId")).metadata());
  }

  private Struct change(Call call, String state) {
    SimulatedKey key = byIdOrArn(call, call.params().required("KeyId"));
    keys.of(call).byId().put(key.id(), notPending(key).withState(state, Optional.empty()));
    return Struct.empty();
  }

  /** Aliases are not accepted by these actions [D]. */
  private SimulatedKey byIdOrArn(Call call, String keyId) {
    if (keyId.contains("alias/")) {
      throw ErrorWords.error("kms-invalid-key-id", keyId);
    }
    return existing(call, keyId);
  }

  private static SimulatedKey notPending(SimulatedKey key) {
    if (key.state().equals(SimulatedKey.PENDING_DELETION)) {
      throw ErrorWords.error("kms-key-pending-deletion", key.arn());
    }
    return key;
  }

  private Struct scheduleDeletion(Call call) {
    SimulatedKey key = notPending(byIdOrArn(call, call.params().required("KeyId")));
    int days = call.params().integer("PendingWindowInDays").orElse(LONGEST_WAIT_DAYS);
    if (days < 7 || days > LONGEST_WAIT_DAYS) {
      throw new AwsError("ValidationException", "PendingWindowInDays must be from 7 to 30");
    }
    Instant at = call.now().plus(Duration.ofDays(days));
    Keys known = keys.of(call);
    known.byId().put(key.id(), key.withState(SimulatedKey.PENDING_DELETION, Optional.of(at)));
    call.account().timeline().schedule(at, _ -> known.byId().remove(key.id()));
    return Struct.empty()
        .with("KeyId", key.arn())
        .with("DeletionDate", at)
        .with("KeyState", SimulatedKey.PENDING_DELETION)
        .with("PendingWindowInDays", days);
  }

  private Struct createAlias(Call call) {
    String alias = call.params().required("AliasName");
    if (!ALIAS.matcher(alias).matches()) {
      throw new AwsError("ValidationException", "Invalid identifier");
    }
    if (alias.startsWith("alias/aws/")) {
      throw ErrorWords.error("kms-alias-reserved");
    }
    SimulatedKey key = byIdOrArn(call, call.params().required("TargetKeyId"));
    if (keys.of(call).idsByAlias().putIfAbsent(alias, notPending(key).id()) != null) {
      throw ErrorWords.error("kms-alias-already-exists", arn(call, alias));
    }
    return Struct.empty();
  }

  private static Map<String, String> tags(Params params) {
    Map<String, String> tags = new LinkedHashMap<>();
    params
        .structs("Tags")
        .forEach(tag -> tags.put(tag.text("TagKey").orElse(""), tag.text("TagValue").orElse("")));
    return tags;
  }

  private static String arn(Call call, String resource) {
    return "arn:aws:kms:%s:%s:%s".formatted(call.region(), call.accountId(), resource);
  }
}
