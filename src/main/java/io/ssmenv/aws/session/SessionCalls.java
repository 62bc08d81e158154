package io.ssmenv.aws.session;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudException;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.StartSessionResponse;

/** Starts and ends sessions in a region. */
public final class SessionCalls implements AutoCloseable {

  /** StartSession's error for an instance whose agent has no connection to Session Manager [D]. */
  public static final String NOT_CONNECTED = "TargetNotConnected";

  private final Clients clients;
  private final ThrottleRetries retries;

  public SessionCalls(ClientFactory factory, String region, Pause pause) {
    clients = factory.writeClients(region);
    retries = new ThrottleRetries(pause);
  }

  /**
   * Starts a session.
   *
   * @throws CloudException if AWS refuses it
   */
  public StartedSession start(String instance, SessionKind kind) throws InterruptedException {
    StartSessionResponse started =
        retries.call(
            "StartSession",
            () ->
                clients
                    .ssm()
                    .startSession(request -> {
                      request.target(instance);
                      kind.document()
                          .ifPresent(
                              name -> request.documentName(name).parameters(kind.parameters()));
                    }));
    return new StartedSession(
        started.sessionId(), started.tokenValue(), started.streamUrl(), endpoint());
  }

  private URI endpoint() {
    return clients
        .ssm()
        .serviceClientConfiguration()
        .endpointOverride()
        .orElseGet(
            () -> URI.create("https://" + SsmClient.serviceMetadata().endpointFor(region())));
  }

  private Region region() {
    return Region.of(clients.region());
  }

  /** Ends a session; returns the reason if AWS refuses it. */
  public Optional<String> terminate(String session) {
    try {
      clients.ssm().terminateSession(request -> request.sessionId(session));
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(ErrorClassifier.classify("TerminateSession", e).summary());
    }
  }

  /** Returns the account of the credentials; empty if AWS does not say. */
  public Optional<String> account() {
    return account(clients);
  }

  static Optional<String> account(Clients clients) {
    try {
      return Optional.ofNullable(clients.sts().getCallerIdentity().account());
    } catch (RuntimeException e) {
      ErrorClassifier.classify("GetCallerIdentity", e); // The first error is the one to report.
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    clients.close();
  }
}
