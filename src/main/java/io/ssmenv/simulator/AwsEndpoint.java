package io.ssmenv.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.CallLog;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.CallSubject;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Fault;
import io.ssmenv.simulator.core.FaultTarget;
import io.ssmenv.simulator.core.Faults;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.ServiceErrors;
import io.ssmenv.simulator.core.SimulatedAccount;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.throttle.Throttle;
import io.ssmenv.simulator.wire.CredentialScope;
import io.ssmenv.simulator.wire.Protocol;
import io.ssmenv.simulator.wire.WireCall;
import io.ssmenv.simulator.wire.WireReply;
import io.ssmenv.simulator.wire.WireRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves AWS calls: decodes the HTTP request, executes the service's action and encodes the
 * response.
 */
final class AwsEndpoint implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(AwsEndpoint.class);

  static final String TOKEN = "X-Amz-Security-Token";

  private final Simulation simulation;
  private final SimulatedServices services;
  private final Faults faults;
  private final CallLog log;
  private final Authorizer authorizer;
  private final Throttle throttle;

  AwsEndpoint(Simulation simulation, SimulatedServices services, CallLog log) {
    this.simulation = simulation;
    this.services = services;
    this.faults = simulation.faults();
    this.log = log;
    this.authorizer = new Authorizer(services, simulation.random());
    this.throttle = new Throttle(simulation.options());
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      WireRequest request =
          new WireRequest(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestBody().readAllBytes(),
              name -> Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)));
      Answer answer = answer(request);
      answer.delay().ifPresent(AwsEndpoint::await);
      if (answer.reply().isPresent()) {
        send(exchange, answer.reply().get(), answer.requestId());
      }
    }
  }

  /** Executes a call. The caller delays the response. */
  Answer answer(WireRequest request) {
    String requestId = simulation.ids().uuid();
    return answer(request, requestId);
  }

  private static void send(HttpExchange exchange, WireReply reply, String requestId)
      throws IOException {
    exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    boolean empty = reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(reply.status(), empty ? -1 : reply.body().length);
    if (!empty) {
      exchange.getResponseBody().write(reply.body());
    }
  }

  private Answer answer(WireRequest request, String requestId) {
    Protocol protocol = services.guessProtocol(request);
    try {
      Optional<String> authorization = request.header("Authorization");
      Optional<CredentialScope> anonymous =
          authorization.isEmpty() ? services.anonymousCaller(request) : Optional.empty();
      CredentialScope caller = anonymous.orElseGet(() -> CredentialScope.parse(authorization));
      protocol =
          services
              .protocol(caller.service())
              .orElseThrow(() -> unsupported("service " + caller.service(), caller.service()));
      return answer(request, requestId, protocol, caller);
    } catch (AwsError e) {
      return new Answer(requestId, Optional.of(protocol.encode(e, requestId)), Optional.empty());
    }
  }

  private Answer answer(
      WireRequest request, String requestId, Protocol protocol, CredentialScope caller) {
    WireCall wireCall = protocol.decode(request);
    FaultTarget target =
        FaultTarget.forAction(wireCall.action())
            .withService(caller.service())
            .inRegion(caller.region())
            .withAccessKey(caller.accessKeyId());
    Optional<Fault> fault = faults.takeResponseFault(target);
    Optional<Operation> operation = services.operation(caller.service(), wireCall.action());
    SimulatedAccount account = accountOf(caller, wireCall);
    String outcome = CallRecord.OK;
    Optional<Struct> succeeded = Optional.empty();
    WireReply reply;
    try {
      authorizer.authenticate(
          caller, account, request.header(TOKEN), protocol.dialect(), simulation.clock().instant());
      Struct answer = perform(wireCall, operation, caller, account, requestId, protocol, fault);
      succeeded = Optional.of(answer);
      reply = protocol.encode(wireCall.action(), answer, requestId);
    } catch (AwsError e) {
      outcome = e.code();
      reply = protocol.encode(e, requestId);
    } catch (RuntimeException e) {
      AwsError error = ErrorWords.error("internal-error-simulator", e);
      outcome = error.code();
      LOG.error(
          "Internal error of the simulator in {} {}", wireCall.action(), wireCall.params(), e);
      reply = protocol.encode(error, requestId);
    }
    Optional<Fault.Slow> slow = faults.takeDelay(target);
    boolean lost = fault.filter(Fault.LostAnswer.class::isInstance).isPresent();
    String parameters = wireCall.params().toString();
    log.add(
        new CallRecord(
            simulation.options().pace().realTime().instant(),
            caller.service(),
            wireCall.action(),
            parameters,
            account.id(),
            caller.accessKeyId(),
            caller.region(),
            operation.map(Operation::mutating).orElse(false),
            outcome,
            CallSubject.of(wireCall.action(), parameters, succeeded),
            lost ? "answer lost" : slow.map(_ -> "answer slow").orElse("")));
    return new Answer(
        requestId, lost ? Optional.empty() : Optional.of(reply), slow.map(Fault.Slow::delay));
  }

  /**
   * Returns the account of a call: the account of its access key, or for an unsigned call the
   * account of the requested role.
   */
  private SimulatedAccount accountOf(CredentialScope caller, WireCall wireCall) {
    return Optional.of(wireCall)
        .filter(_ -> caller.isAnonymous())
        .flatMap(call -> SimulatedServices.otherAccount(caller.service(), call))
        .map(simulation.accounts()::account)
        .orElseGet(() -> simulation.accounts().ofAccessKey(caller.accessKeyId()));
  }

  private Struct perform(
      WireCall wireCall,
      Optional<Operation> supported,
      CredentialScope caller,
      SimulatedAccount account,
      String requestId,
      Protocol protocol,
      Optional<Fault> fault) {
    fault
        .flatMap(f -> error(f, caller.service()))
        .ifPresent(error -> {
          throw error;
        });
    Operation operation =
        supported.orElseThrow(() -> unsupported("action " + wireCall.action(), caller.service()));
    throttle.check(
        new Throttle.Request(
            caller.service(),
            wireCall.action(),
            operation.mutating(),
            wireCall.params(),
            account.id(),
            caller.region()));
    for (String path : wireCall.params().paths()) {
      if (!operation.supports(path)) {
        LOG.warn("{}: the parameter {} is not supported", wireCall.action(), path);
        throw protocol.dialect().unknown(path);
      }
    }
    SimulatedAccount other =
        SimulatedServices.otherAccount(caller.service(), wireCall)
            .map(simulation.accounts()::account)
            .orElse(account);
    Struct answer =
        account.lockedWith(
            other,
            simulation.clock(),
            now -> {
              Call call =
                  new Call(
                      caller.service(),
                      wireCall.action(),
                      wireCall.params(),
                      caller.region(),
                      account,
                      caller.accessKeyId(),
                      requestId,
                      now);
              authorizer.authorize(call);
              Struct succeeded = operation.action().answer(call);
              services.tick(account, now);
              return succeeded;
            });
    return fault.filter(Fault.EmptyLists.class::isInstance).isPresent()
        ? answer.withoutItems()
        : answer;
  }

  private static AwsError unsupported(String what, String service) {
    LOG.warn("The {} of {} is not supported", what, service);
    return ErrorWords.error("invalid-action", what);
  }

  private static Optional<AwsError> error(Fault fault, String service) {
    return switch (fault) {
      case Fault.Refused(AwsError error) -> Optional.of(error);
      case Fault.Throttled _ -> Optional.of(ServiceErrors.throttled(service));
      case Fault.Failed _ -> Optional.of(ServiceErrors.failed(service));
      default -> Optional.empty();
    };
  }

  private static void await(Duration delay) {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
