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
import io.ssmenv.simulator.document.Documents;
import io.ssmenv.simulator.document.SessionPreferences;
import io.ssmenv.simulator.iam.Principal;
import io.ssmenv.simulator.iam.Principals;
import io.ssmenv.simulator.network.NetworkView.Instance;
import io.ssmenv.simulator.session.PortService;
import io.ssmenv.simulator.session.SessionPlugin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The control plane of sessions: start, resume, list and terminate. */
final class SessionActions implements ActionGroup {
  private static final int MAX_RESULTS = 200;

  private final Simulation simulation;
  private final RegionalState<AgentFleet> fleets;
  private final RegionalState<Sessions> sessions;
  private final Principals principals;
  private final Documents documents;
  private final PageTokens pageTokens;

  SessionActions(
      Simulation simulation,
      RegionalState<AgentFleet> fleets,
      RegionalState<Sessions> sessions,
      Principals principals,
      Documents documents) {
    this.simulation = simulation;
    this.fleets = fleets;
    this.sessions = sessions;
    this.principals = principals;
    this.documents = documents;
    pageTokens = new PageTokens(simulation.ids());
  }

  @Override
  public String service() {
    return "ssm";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.write(
            "StartSession",
            this::start,
            "Target",
            "DocumentName",
            "Reason",
            "Parameters",
            "Parameters.portNumber",
            "Parameters.localPortNumber",
            "Parameters.host",
            "Parameters.command"),
        Operation.write("ResumeSession", this::resume, "SessionId"),
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
    String name =
        call.params().text("DocumentName").orElse(SessionDocument.RUN_SHELL.documentName());
    Optional<SessionPreferences> preferences = documents.preferences(call, name);
    SessionDocument document =
        preferences.isPresent() ? SessionDocument.RUN_SHELL : SessionDocument.of(name);
    SequencedMap<String, String> parameters = document.parameters(call.params());
    boolean connected =
        fleets.of(call).managedNodes(call.now()).stream()
            .anyMatch(node -> node.id().equals(target) && node.connected());
    if (!connected) {
      throw ErrorWords.error("target-not-connected", target);
    }
    Principal owner = principals.of(call);
    String id = simulation.ids().next(owner.arn().substring(owner.arn().lastIndexOf('/') + 1));
    Session session =
        Session.started(
            id,
            target,
            new Session.Owner(owner.arn(), owner.userId()),
            name.substring(name.lastIndexOf('/') + 1),
            preferences.orElse(SessionPreferences.DEFAULT),
            call.params().text("Reason"),
            call.now());
    SessionAgent agent = sessions.of(call).agent(target, session.preferences());
    Optional<String> failure = agent.failure();
    SessionLog log = new SessionLog(agent, simulation.clock(), id);
    SessionPlugin plugin =
        failure.isPresent()
            ? new SessionPlugin.Failed()
            : plugin(call, document, target, parameters, log);
    String token = sessions.of(call).start(session, plugin, log, failure);
    return opened(call, id).with("TokenValue", token);
  }

  private SessionPlugin plugin(
      Call call,
      SessionDocument document,
      String target,
      SequencedMap<String, String> values,
      SessionLog log) {
    SessionPlugin.CommandLine commands = sessions.of(call).commandLine(target);
    return switch (document) {
      case RUN_SHELL -> new SessionPlugin.Shell(commands, log::print);
      case INTERACTIVE_COMMAND -> commands("InteractiveCommands", values, commands);
      case NON_INTERACTIVE_COMMAND -> commands("NonInteractiveCommands", values, commands);
      case SSH ->
          new SessionPlugin.Port(Map.copyOf(values), () -> PortService.of(target, port(values)));
      case PORT_FORWARDING ->
          new SessionPlugin.Port(
              SessionPlugin.Port.forwarding(values), () -> PortService.of(target, port(values)));
      case PORT_FORWARDING_TO_REMOTE_HOST ->
          new SessionPlugin.Port(
              SessionPlugin.Port.forwarding(values), () -> remote(call, target, values));
    };
  }

  private static SessionPlugin commands(
      String type, Map<String, String> values, SessionPlugin.CommandLine commands) {
    return new SessionPlugin.Commands(
        type, values.getOrDefault("command", "").lines().toList(), commands);
  }

  private static int port(Map<String, String> values) {
    return Integer.parseInt(values.getOrDefault("portNumber", "0"));
  }

  /** Connects to another instance of the VPC by its private address; there are no other hosts. */
  private Optional<PortService> remote(Call call, String target, Map<String, String> values) {
    return fleets
        .of(call)
        .neighbor(target, values.getOrDefault("host", ""), port(values))
        .map(Instance::id)
        .flatMap(id -> PortService.of(id, port(values)));
  }

  private Struct opened(Call call, String id) {
    return Struct.empty()
        .with("SessionId", id)
        .with("StreamUrl", sessions.of(call).url(call.region(), id));
  }

  /** Without a token, the client knows that the session has ended [C]. */
  private Struct resume(Call call) {
    Session session = find(call);
    return sessions
        .of(call)
        .resume(session.id())
        .map(token -> opened(call, session.id()).with("TokenValue", token))
        .orElseGet(() -> Struct.empty().with("SessionId", session.id()));
  }

  private Struct terminate(Call call) {
    Session session = find(call);
    sessions.of(call).end(session.id(), "", call.now());
    return Struct.empty().with("SessionId", session.id());
  }

  private Session find(Call call) {
    String id = call.params().required("SessionId");
    return sessions
        .of(call)
        .find(id)
        .orElseThrow(() -> ErrorWords.error("does-not-exist-session", id));
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
        sessions.of(call).newestFirst().stream()
            .filter(session -> session.isActive() == active)
            .filter(session ->
                params.structs("Filters").stream().allMatch(filter -> matches(filter, session)))
            .map(Session::render)
            .toList();
    PageTokens.Page page =
        pageTokens.page(
            call, params.text("NextToken"), size, () -> found, PageTokens::invalidNextToken);
    return Struct.empty().with("Sessions", page.items()).with("NextToken", page.nextToken());
  }

  private static boolean matches(Params filter, Session session) {
    String value = filter.required("value");
    return switch (filter.required("key")) {
      case "Target" -> session.target().equals(value);
      case "Owner" -> session.owner().arn().equals(value);
      case "SessionId" -> session.id().equals(value);
      case "Status" -> session.status().equals(value);
      default -> throw ErrorWords.error("invalid-filter-key-sessions", filter.required("key"));
    };
  }

  private static AwsError invalid(String message) {
    return new AwsError("ValidationException", "1 validation error detected: " + message);
  }
}
