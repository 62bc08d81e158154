package io.ssmenv.simulator;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorDialect;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.SimulatedAccount;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.session.DataChannels;
import io.ssmenv.simulator.wire.CredentialScope;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the permission of a client that signs the handshake of its data channel. A client that
 * does not sign it needs the token only, as older plugins.
 */
final class DataChannelGate implements DataChannels.Gate {
  private static final Logger LOG = LoggerFactory.getLogger(DataChannelGate.class);

  private final Simulation simulation;
  private final Authorizer authorizer;

  DataChannelGate(Simulation simulation, SimulatedServices services) {
    this.simulation = simulation;
    authorizer = new Authorizer(services, simulation.random());
  }

  @Override
  public boolean admits(String sessionId, Function<String, Optional<String>> header) {
    Optional<String> authorization = header.apply("Authorization");
    try {
      return authorization.isEmpty()
          || admits(
              sessionId, CredentialScope.parse(authorization), header.apply(AwsEndpoint.TOKEN));
    } catch (AwsError e) {
      LOG.warn("The data channel of {} is refused: {}", sessionId, e.message());
      return false;
    }
  }

  private boolean admits(String sessionId, CredentialScope caller, Optional<String> token) {
    SimulatedAccount account = simulation.accounts().ofAccessKey(caller.accessKeyId());
    return account.locked(
        simulation.clock(),
        now -> {
          authorizer.authenticate(caller, account, token, ErrorDialect.JSON, now);
          authorizer.authorize(
              new Call(
                  "ssmmessages",
                  "OpenDataChannel",
                  Params.ofQuery(ErrorDialect.JSON, Map.of("SessionId", sessionId)),
                  caller.region(),
                  account,
                  caller.accessKeyId(),
                  simulation.ids().uuid(),
                  now));
          return true;
        });
  }
}
