package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Answer;
import io.ssmenv.simulator.network.Connection;
import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.network.Reachability.Hop;
import io.ssmenv.simulator.network.Way;
import java.util.Optional;

/** What an agent meets, as a test wants it. */
final class Encounters implements Agent.Surroundings {
  private static final Broken NO_ROUTE = new Broken(Hop.ROUTE, "no route");

  private Optional<Way> way;
  private Optional<Way> opened = Optional.empty();
  private Contact health;
  private Contact channel;

  Encounters(Way way) {
    this.way = Optional.of(way);
    this.health = new Contact.Answered(over(way));
    this.channel = health;
  }

  static Connection over(Way way) {
    return new Connection("ssmmessages", new Answer.PublicAddress(), way);
  }

  /** Everything goes by this way from now on. */
  void by(Way newWay) {
    way = Optional.of(newWay);
    health = new Contact.Answered(over(newWay));
    channel = health;
  }

  /** Nothing gets through from now on. */
  void nothing() {
    way = Optional.empty();
    health = new Contact.Unreachable(NO_ROUTE);
    channel = health;
  }

  void healthBy(Contact contact) {
    health = contact;
  }

  void channelBy(Contact contact) {
    channel = contact;
  }

  @Override
  public Contact health() {
    return health;
  }

  @Override
  public Contact channel(int number) {
    opened = way;
    return channel;
  }

  @Override
  public Optional<Broken> cut() {
    return way.isPresent() && way.equals(opened) ? Optional.empty() : Optional.of(NO_ROUTE);
  }
}
