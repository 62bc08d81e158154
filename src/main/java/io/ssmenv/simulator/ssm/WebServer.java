package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Destination;
import io.ssmenv.simulator.network.NetworkPath;
import io.ssmenv.simulator.network.PathFinder;
import io.ssmenv.simulator.network.Reachability;
import io.ssmenv.simulator.ssm.AddressServices.Reply;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that {@code curl} can call. */
sealed interface WebServer {
  int HTTPS = 443;
  int HTTP = 80;

  /** Returns its name. */
  String host();

  /** Returns the path to it, or where it is broken. */
  Reachability path(Machine machine, int port);

  /** Returns its response over a path. */
  Reply reply(Machine machine, NetworkPath path);

  /** Finds the server of a URL with the scheme {@code http} or {@code https} and no path. */
  static Optional<WebServer> at(URI url) {
    boolean root = url.getPath().isEmpty() || url.getPath().equals("/");
    return root && url.getPort() < 0
        ? OfAgents.named(url).or(() -> AddressService.at(url).map(OfAddresses::new))
        : Optional.empty();
  }

  /** A service on the Internet that returns the caller's public address. */
  record OfAddresses(AddressService service) implements WebServer {
    @Override
    public String host() {
      return service.host();
    }

    @Override
    public Reachability path(Machine machine, int port) {
      Destination to = service.server(port);
      return machine.reply(service, "").isSilent()
          ? new Reachability.Broken(Reachability.Hop.ROUTE, host() + " drops all packets")
          : machine.toTheInternet(to);
    }

    @Override
    public Reply reply(Machine machine, NetworkPath path) {
      return machine.reply(
          service,
          switch (path) {
            case NetworkPath.InternetGateway(String publicIp) -> publicIp;
            case NetworkPath.NatGateway(_, String publicIp) -> publicIp;
            case NetworkPath.Endpoints _ ->
                throw new IllegalStateException(path + " does not lead to " + host());
          });
    }
  }

  /**
   * A service that agents use. It answers each request, and one without a signature with an error
   * of HTTP [F].
   */
  record OfAgents(String service, String host) implements WebServer {
    private static final Pattern NAME =
        Pattern.compile("(ssm|ssmmessages)\\.[a-z]{2}(-[a-z]+)+-\\d\\.amazonaws\\.com");
    private static final Reply UNSIGNED = new Reply(404, "<UnknownOperationException/>\n");

    static Optional<WebServer> named(URI url) {
      Matcher name = NAME.matcher(url.getHost());
      return name.matches() && PathFinder.SERVICES.contains(name.group(1))
          ? Optional.of(new OfAgents(name.group(1), url.getHost()))
          : Optional.empty();
    }

    @Override
    public Reachability path(Machine machine, int port) {
      return machine.toSystemsManager(service);
    }

    @Override
    public Reply reply(Machine machine, NetworkPath path) {
      return UNSIGNED;
    }
  }
}
