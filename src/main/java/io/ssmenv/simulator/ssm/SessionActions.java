package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.PageTokens;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.iam.Principals;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The control plane of sessions: start, list and terminate. There is no data channel. The stream
 * URL contains a host name that cannot exist, so that no client connects to AWS.
 */
final class SessionActions implements ActionGroup {
  private static final String DOCUMENT = "SSM-SessionManagerRunShell";
  private static final int MAX_RESULTS = 200;

  private final Simulation simulation;
  private final RegionalState<AgentFleet> fleets;
  private final Principals principals;
  private final RegionalState<SequencedMap<String, Session>> sessions =
      new RegionalState<>(_ -> new LinkedHashMap<>());
  private final PageTokens pageTokens;

  SessionActions(Simulation simulation, RegionalState<AgentFleet> fleets, Principals principals) {
    this.simulation = simulation;
    this.fleets = fleets;
    this.principals = principals;
    pageTokens = new PageTokens(simulation.ids());
  }

  @Override
  public String service() {
    return "ssm";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.write("StartSession", this::start, "Target", "DocumentName", "Reason"),
        Operation.write("TerminateSession", this::terminate, "SessionId"),
        Operation.read(
            "DescribeSessions",
            this::describe,
            "State",
            "Filters.key",
            "Filters.value",
            "MaxResults",
            "NextToken"));
  }

  private Struct start(Call call) {
    String target = call.params().required("Target");
    call.params()
        .text("DocumentName")
        .filter(document -> !document.equals(DOCUMENT))
        .ifPresent(document -> {
          throw new AwsError(
              "InvalidDocument",
              "The simulator supports only the session document %s, not %s"
                  .formatted(DOCUMENT, document));
        });
    boolean connected =
        fleets.of(call).managedNodes(call.now()).stream()
            .anyMatch(node -> node.id().equals(target) && node.connected());
    if (!connected) {
      throw ErrorWords.error("target-not-connected", target);
    }
    String owner = principals.of(call).arn();
    Session session =
        new Session(
            simulation.ids().next(owner.substring(owner.lastIndexOf('/') + 1)),
            target,
            owner,
            call.params().text("Reason"),
            call.now(),
            Optional.empty());
    sessions.of(call).put(session.id(), session);
    return Struct.empty()
        .with("SessionId", session.id())
        .with("TokenValue", simulation.ids().uuid())
        .with(
            "StreamUrl",
            "wss://ssmmessages.%s.simulated.invalid/v1/data-channel/%s?role=publish_subscribe"
                .formatted(call.region(), session.id()));
  }

  private Struct terminate(Call call) {
    String id = call.params().required("SessionId");
    Session session =
        Optional.ofNullable(sessions.of(call).get(id))
            .orElseThrow(() ->
                new AwsError("DoesNotExistException", "Session %s does not exist".formatted(id)));
    if (session.endedBy(call.now()).isEmpty()) {
      sessions.of(call).put(id, session.terminatedAt(call.now()));
    }
    return Struct.empty().with("SessionId", id);
  }

  private Struct describe(Call call) {
    Params params = call.params();
    boolean active =
        switch (params.required("State")) {
          case "Active" -> true;
          case "History" -> false;
          default ->
              throw invalid("Value at 'state' failed to satisfy constraint: [Active, History]");
        };
    int size = params.integer("MaxResults").orElse(MAX_RESULTS);
    if (size < 1 || size > MAX_RESULTS) {
      throw invalid("Value at 'maxResults' failed to satisfy constraint: 1 to " + MAX_RESULTS);
    }
    List<Struct> found =
        sessions.of(call).reversed().values().stream()
            .filter(session -> session.endedBy(call.now()).isEmpty() == active)
            .filter(session ->
                params.structs("Filters").stream()
                    .allMatch(filter -> matches(filter, session, call.now())))
            .map(session -> render(session, call.now()))
            .toList();
    Optional<String> token = params.text("NextToken").filter(t -> !t.isEmpty());
    PageTokens.Page page =
        token.isPresent()
            ? pageTokens
                .next(call, token.get(), size)
                .orElseThrow(() ->
                    new AwsError(
                        "InvalidNextToken", "The specified token isn't valid: " + token.get()))
            : pageTokens.first(call, found, size);
    return Struct.empty().with("Sessions", page.items()).with("NextToken", page.nextToken());
  }

  private static boolean matches(Params filter, Session session, Instant now) {
    String value = filter.required("value");
    return switch (filter.required("key")) {
      case "Target" -> session.target().equals(value);
      case "Owner" -> session.owner().equals(value);
      case "SessionId" -> session.id().equals(value);
      case "Status" -> session.status(now).equals(value);
      default -> throw ErrorWords.error("invalid-filter-key-sessions", filter.required("key"));
    };
  }

  private static Struct render(Session session, Instant now) {
    Struct struct =
        Struct.empty()
            .with("SessionId", session.id())
            .with("Target", session.target())
            .with("Status", session.status(now))
            .with("StartDate", session.started())
            .with("DocumentName", DOCUMENT)
            .with("Owner", session.owner())
            .with("Reason", session.reason());
    session.endedBy(now).ifPresent(end -> struct.with("EndDate", end));
    return struct;
  }

  private static AwsError invalid(String message) {
    return new AwsError("ValidationException", "1 validation error detected: " + message);
  }
}
