package io.ssmenv.proof;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Records as a demo makes them. */
final class ConnectionRecords {

  static final String COMMAND = "curl -sS -m 10 https://checkip.amazonaws.com";

  private ConnectionRecords() {}

  static ConnectionRecord elasticIp() {
    return new ConnectionRecord(
        "public/app-0",
        "i-0123456789abcdef0",
        "ElasticIp",
        "203.0.113.77",
        "203.0.113.77",
        21,
        COMMAND,
        screen("203.0.113.77"),
        List.of(
            new DetailTable(
                "Elastic IP address",
                List.of(),
                List.of(
                    List.of("Allocated IPv4 address", "203.0.113.77"),
                    List.of("Allocation ID", "eipalloc-0123456789abcdef0"),
                    List.of("Network interface owner account ID", "111122223333"))),
            tags(Map.of("Name", "public-app-0"))));
  }

  static ConnectionRecord natGateway() {
    return new ConnectionRecord(
        "nat/app-0",
        "i-0123456789abcdef1",
        "NatGateway",
        "203.0.113.78",
        "203.0.113.78",
        40,
        COMMAND,
        screen("203.0.113.78"),
        List.of(
            new DetailTable(
                "NAT gateway",
                List.of(),
                List.of(
                    List.of("NAT gateway ID", "nat-0123456789abcdef0"),
                    List.of("State", "Available"),
                    List.of("Primary public IPv4 address", "203.0.113.78"))),
            tags(Map.of("Name", "nat-a", "a-key-" + "k".repeat(100), "v".repeat(250)))));
  }

  static ConnectionRecord privateEndpoints(int endpoints) {
    return new ConnectionRecord(
        "private/app-0",
        "i-0123456789abcdef2",
        "PrivateEndpoints",
        "none",
        "none",
        33,
        COMMAND,
        screen("curl: (28) Connection timed out after 10001 milliseconds"),
        List.of(
            new DetailTable(
                "VPC endpoints of vpc-0123456789abcdef0",
                List.of("Name", "VPC endpoint ID", "Service name", "Status"),
                IntStream.range(0, endpoints)
                    .mapToObj(number ->
                        List.of(
                            "private-ssmmessages",
                            "vpce-0123456789abcdef" + number,
                            "com.amazonaws.eu-west-1.ssmmessages",
                            "Available"))
                    .toList()),
            new DetailTable(
                "Routes of the subnet",
                List.of("Destination", "Target", "Status"),
                List.of(List.of("10.22.0.0/20", "local", "Active")))));
  }

  private static String screen(String answer) {
    return """

    Starting session with SessionId: simulated-0123456789abcdef0
    sh-5.2$ %s
    %s
    sh-5.2$ exit
    exit


    Exiting session with sessionId: simulated-0123456789abcdef0.
    """
        .formatted(COMMAND, answer);
  }

  private static DetailTable tags(Map<String, String> tags) {
    return new DetailTable(
        "Tags",
        List.of(),
        tags.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(tag -> List.of(tag.getKey(), tag.getValue()))
            .toList());
  }
}
