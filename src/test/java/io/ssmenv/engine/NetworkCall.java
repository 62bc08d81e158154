package io.ssmenv.engine;

import io.ssmenv.simulator.wire.WireRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call of an operator to AWS.
 *
 * @param number counts the calls of all replicas, from 1
 * @param replica the number of the replica that makes it
 * @param action such as {@code CreateVpc}
 * @param body of the request
 */
record NetworkCall(int number, int replica, String action, String body) {

  private static final Pattern QUERY_ACTION = Pattern.compile("(?:^|&)Action=([A-Za-z]+)");
  private static final Pattern READ = Pattern.compile("(Describe|Get|List)[A-Z].*");

  static NetworkCall of(int number, int replica, WireRequest request) {
    return new NetworkCall(
        number,
        replica,
        request
            .header("X-Amz-Target")
            .map(target -> target.substring(target.indexOf('.') + 1))
            .orElseGet(() -> queryAction(request.text())),
        request.text());
  }

  private static String queryAction(String body) {
    Matcher matcher = QUERY_ACTION.matcher(body);
    return matcher.find() ? matcher.group(1) : "unknown";
  }

  boolean isRead() {
    return READ.matcher(action).matches();
  }

  @Override
  public String toString() {
    return "call " + number + " " + action;
  }
}
