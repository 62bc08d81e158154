package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Connection;
import io.ssmenv.simulator.network.DnsAnswer;
import io.ssmenv.simulator.network.NetworkPath;
import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.network.Reachability.Hop;
import java.util.Optional;

/** The outcomes of an agent's calls, set by a test. */
final class FakeConnectivity implements Agent.Connectivity {
  private static final Broken NO_ROUTE = new Broken(Hop.ROUTE, "no route");

  private Optional<NetworkPath> path;
  private Optional<NetworkPath> opened = Optional.empty();
  private CallOutcome health;
  private CallOutcome channel;

  FakeConnectivity(NetworkPath path) {
    this.path = Optional.of(path);
    this.health = new CallOutcome.Answered(over(path));
    this.channel = health;
  }

  static Connection over(NetworkPath path) {
    return new Connection("ssmmessages", new DnsAnswer.PublicAddress(), path);
  }

  /** All calls succeed over this path from now on. */
  void routeVia(NetworkPath newPath) {
    path = Optional.of(newPath);
    health = new CallOutcome.Answered(over(newPath));
    channel = health;
  }

  /** No call reaches the service from now on. */
  void cutOff() {
    path = Optional.empty();
    health = new CallOutcome.Unreachable(NO_ROUTE);
    channel = health;
  }

  void answerHealthWith(CallOutcome outcome) {
    health = outcome;
  }

  void answerChannelWith(CallOutcome outcome) {
    channel = outcome;
  }

  @Override
  public CallOutcome reportHealth() {
    return health;
  }

  @Override
  public CallOutcome openChannel(int number) {
    opened = path;
    return channel;
  }

  @Override
  public Optional<Broken> cut() {
    return path.isPresent() && path.equals(opened) ? Optional.empty() : Optional.of(NO_ROUTE);
  }
}
