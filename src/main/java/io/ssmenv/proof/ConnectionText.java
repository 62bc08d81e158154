package io.ssmenv.proof;

import java.util.List;

/** The words of the picture, and its text alternative. */
public final class ConnectionText {

  private ConnectionText() {}

  static String title(ConnectionRecord connection) {
    return "A session on %s, %s"
        .formatted(
            connection.instance(),
            switch (connection.pattern()) {
              case "ElasticIp" -> "which has an Elastic IP";
              case "NatGateway" -> "which is behind a NAT gateway";
              default -> "which has no way to the Internet";
            });
  }

  /** The text alternative. It has no ids, which nobody wants to hear. */
  public static String description(ConnectionRecord connection) {
    return "Left, a terminal: './ssmenv connect %s' opens a shell on the instance, and curl asks which"
            .formatted(connection.environment())
        + " address the Internet sees. "
        + switch (connection.pattern()) {
          case "ElasticIp" ->
              "The answer, %s, is the address of the Elastic IP whose details are on the right."
                  .formatted(connection.observed());
          case "NatGateway" ->
              "The answer, %s, is the address of the NAT gateway whose details are on the right."
                  .formatted(connection.observed());
          default ->
              "It times out. Right, the VPC endpoints through which the session came, and the routes"
                  + " of the subnet, none of which leads to the Internet.";
        };
  }

  static List<String> notes(ConnectionRecord connection) {
    return List.of(
        "Expected: %s. Observed by the operator: %s. The shell opened %d s after the environment was created."
            .formatted(
                ProofTable.egress(connection.expected()),
                ProofTable.egress(connection.observed()),
                connection.seconds()),
        "Recorded from ./ssmenv demo --proof, with the simulated AWS.");
  }
}
