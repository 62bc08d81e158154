package io.ssmenv.cli.connect;

import io.ssmenv.aws.session.SessionKind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code LOCAL:REMOTE} and {@code LOCAL:HOST:REMOTE}. */
final class PortMapping {

  private static final int HIGHEST_PORT = 65_535;

  /** A name or an address; an IPv6 address has brackets, as in a URL. */
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,5}):(?:([\\w.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):)?(\\d{1,5})");

  private PortMapping() {}

  /**
   * @throws IllegalArgumentException with a message for users
   */
  static SessionKind parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' is neither LOCAL:REMOTE, such as 8080:80, nor LOCAL:HOST:REMOTE, such as"
                  .formatted(text)
              + " 5432:db.internal:5432");
    }
    int local = port(form.group(1), 0);
    int remote = port(form.group(3), 1);
    String host = form.group(2);
    return host == null
        ? new SessionKind.PortForward(local, remote)
        : new SessionKind.HostForward(local, host.replaceAll("[\\[\\]]", ""), remote);
  }

  private static int port(String text, int lowest) {
    int port = Integer.parseInt(text);
    if (port < lowest || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "The port %s is not between %d and %d".formatted(text, lowest, HIGHEST_PORT));
    }
    return port;
  }
}
