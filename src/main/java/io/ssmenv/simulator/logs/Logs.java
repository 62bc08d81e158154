package io.ssmenv.simulator.logs;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.PageTokens;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.kms.Kms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The simulated CloudWatch Logs: log groups, and the streams that agents write. */
public final class Logs implements ActionGroup {
  private static final Pattern NAME = Pattern.compile("[.\\-_/#A-Za-z0-9]{1,512}");
  private static final int MAX_PAGE = 50;

  private final Kms kms;
  private final PageTokens pageTokens;
  private final LogStreams streams;
  private final RegionalState<Map<String, SimulatedLogGroup>> groups =
      new RegionalState<>(_ -> new TreeMap<>());

  /** Creates the service without log groups. */
  public Logs(Simulation simulation, Kms kms) {
    this.kms = kms;
    pageTokens = new PageTokens(simulation.ids());
    streams = new LogStreams(simulation.clock(), this);
  }

  @Override
  public String service() {
    return "logs";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.read(
            "DescribeLogGroups", this::describe, "logGroupNamePrefix", "limit", "nextToken"),
        Operation.write("CreateLogGroup", this::create, "logGroupName", "kmsKeyId"),
        Operation.write("DeleteLogGroup", this::delete, "logGroupName"),
        Operation.write("AssociateKmsKey", this::associateKey, "logGroupName", "kmsKeyId"),
        Operation.read(
            "DescribeLogStreams", streams::describe, "logGroupName", "logStreamNamePrefix"),
        Operation.read(
            "GetLogEvents", streams::events, "logGroupName", "logStreamName", "startFromHead"));
  }

  /**
   * Returns the permissions that its calls need, from the Service Authorization Reference [D].
   * {@code DescribeLogGroups} is for all groups: its resource has no name [C].
   */
  public static List<Access> requiredAccess(Call call) {
    if (call.action().equals("DescribeLogGroups")) {
      return List.of(
          Access.to(
              "logs:DescribeLogGroups", arn(call.accountId(), call.region(), ":log-stream:")));
    }
    String arn =
        arn(call.accountId(), call.region(), call.params().text("logGroupName").orElse(""));
    return List.of(Access.to("logs:" + call.action(), arn + logStream(call)).orAs(arn));
  }

  private static String logStream(Call call) {
    return switch (call.action()) {
      case "GetLogEvents" -> ":log-stream:" + call.params().text("logStreamName").orElse("");
      default -> ":*";
    };
  }

  /** Returns the ARN of a group, without {@code :*}. */
  public static String arn(String accountId, String region, String name) {
    return "arn:aws:logs:%s:%s:log-group:%s".formatted(region, accountId, name);
  }

  /** Returns whether a group exists. */
  public boolean exists(String accountId, String region, String name) {
    return groups.of(accountId, region).containsKey(name);
  }

  /** Returns whether a group is encrypted with a key of the account. */
  public boolean isEncrypted(String accountId, String region, String name) {
    return Optional.ofNullable(groups.of(accountId, region).get(name))
        .flatMap(SimulatedLogGroup::kmsKeyId)
        .isPresent();
  }

  /** Writes an event into a stream, which it creates. Does nothing if the group does not exist. */
  public void put(
      String accountId, String region, String name, String stream, String message, Instant now) {
    Optional.ofNullable(groups.of(accountId, region).get(name))
        .ifPresent(group -> group.put(stream, new SimulatedLogGroup.Event(now, message)));
  }

  SimulatedLogGroup existing(Call call) {
    return Optional.ofNullable(groups.of(call).get(name(call)))
        .orElseThrow(() -> ErrorWords.error("log-group-missing"));
  }

  private static String name(Call call) {
    String name =
        call.params()
            .text("logGroupName")
            .orElseThrow(() -> invalid("logGroupName", "Member must not be null"));
    if (!NAME.matcher(name).matches()) {
      throw invalid(
          "logGroupName", "Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+");
    }
    return name;
  }

  private static AwsError invalid(String member, String constraint) {
    return new AwsError(
        "InvalidParameterException",
        "1 validation error detected: Value at '%s' failed to satisfy constraint: %s"
            .formatted(member, constraint));
  }

  private Struct describe(Call call) {
    int size = call.params().integer("limit").orElse(MAX_PAGE);
    if (size < 1 || size > MAX_PAGE) {
      throw invalid("limit", "Member must have value between 1 and " + MAX_PAGE);
    }
    String prefix = call.params().text("logGroupNamePrefix").orElse("");
    List<Struct> found =
        groups.of(call).entrySet().stream()
            .filter(group -> group.getKey().startsWith(prefix))
            .map(group -> streams.view(group.getKey(), group.getValue()))
            .toList();
    PageTokens.Page page =
        pageTokens.page(
            call,
            call.params().text("nextToken"),
            size,
            () -> found,
            _ -> new AwsError("InvalidParameterException", "The specified nextToken is invalid."));
    return Struct.empty().with("logGroups", page.items()).with("nextToken", page.nextToken());
  }

  private Struct create(Call call) {
    String name = name(call);
    Optional<String> key = call.params().text("kmsKeyId").map(given -> usableKey(call, given));
    if (groups.of(call).containsKey(name)) {
      throw ErrorWords.error("log-group-already-exists");
    }
    groups
        .of(call)
        .put(
            name,
            new SimulatedLogGroup(arn(call.accountId(), call.region(), name), call.now(), key));
    return Struct.empty();
  }

  /** The key is given by its ARN; an alias is refused [D]. */
  private String usableKey(Call call, String keyArn) {
    return Optional.of(keyArn)
        .filter(arn -> arn.contains(":key/"))
        .flatMap(arn -> kms.usable(call.accountId(), call.region(), arn))
        .orElseThrow(() -> ErrorWords.error("log-group-key-invalid", keyArn));
  }

  private Struct delete(Call call) {
    existing(call);
    groups.of(call).remove(name(call));
    return Struct.empty();
  }

  private Struct associateKey(Call call) {
    SimulatedLogGroup group = existing(call);
    group.encryptWith(usableKey(call, call.params().required("kmsKeyId")));
    return Struct.empty();
  }
}
