package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Connection;
import io.ssmenv.simulator.network.DnsAnswer;
import io.ssmenv.simulator.network.NetworkPath;
import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.network.Reachability.Hop;
import java.util.Optional;

/** What an agent meets, as a test wants it. */
final class AgentSurroundings implements Agent.Surroundings {
  private static final Broken NO_ROUTE = new Broken(Hop.ROUTE, "no route");

  private Optional<NetworkPath> way;
  private Optional<NetworkPath> opened = Optional.empty();
  private CallOutcome health;
  private CallOutcome channel;

  AgentSurroundings(NetworkPath path) {
    this.way = Optional.of(path);
    this.health = new CallOutcome.Answered(over(path));
    this.channel = health;
  }

  static Connection over(NetworkPath path) {
    return new Connection("ssmmessages", new DnsAnswer.PublicAddress(), path);
  }

  /** Everything goes by this way from now on. */
  void by(NetworkPath newWay) {
    way = Optional.of(newWay);
    health = new CallOutcome.Answered(over(newWay));
    channel = health;
  }

  /** Nothing gets through from now on. */
  void nothing() {
    way = Optional.empty();
    health = new CallOutcome.Unreachable(NO_ROUTE);
    channel = health;
  }

  void healthBy(CallOutcome contact) {
    health = contact;
  }

  void channelBy(CallOutcome contact) {
    channel = contact;
  }

  @Override
  public CallOutcome health() {
    return health;
  }

  @Override
  public CallOutcome channel(int number) {
    opened = way;
    return channel;
  }

  @Override
  public Optional<Broken> cut() {
    return way.isPresent() && way.equals(opened) ? Optional.empty() : Optional.of(NO_ROUTE);
  }
}
