package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.testing.Accounts;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.KubernetesCompatibility;
import io.ssmenv.testing.RunningOperator;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every file in {@code deploy/samples}, from {@code kubectl apply} to a complete deletion. */
@KubernetesCompatibility
@ExtendWith(ApiServerExtension.class)
class SamplesIT {

  private static final Path SAMPLES = Path.of("deploy", "samples");
  private static final String ADDRESS = "\\d+\\.\\d+\\.\\d+\\.\\d+";

  @Test
  void everySampleBecomesReadyIsShownByKubectlAndIsDeletedCompletely(ApiServer server)
      throws Exception {
    Environments environments = new Environments(server, "samples");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        RunningOperator operator = RunningOperator.start(server, environments, aws)) {
      String[] names = samples().stream().map(environments::apply).toArray(String[]::new);

      environments.awaitReady(names);
      for (String name : names) {
        assertTableShows(environments, name);
      }
      Accounts.assertOneOfEverything(aws);
      assertIsTheOrigin(aws);

      List.of(names).forEach(environments::delete);
      environments.awaitGone(names);
      assertThat(aws.resources()).isEmpty();
      assertThat(operator.isLive()).isTrue();
    }
  }

  /** A public VPC with two ways out, and a private one. */
  private static void assertIsTheOrigin(SimulatedAws aws) {
    Map<String, Long> counts =
        aws.resources().stream()
            .collect(Collectors.groupingBy(ResourceSummary::type, Collectors.counting()));
    assertThat(counts)
        .containsEntry("vpc", 2L)
        .containsEntry("internet-gateway", 1L)
        .containsEntry("natgateway", 1L)
        .containsEntry("instance", 3L);
  }

  private static List<Path> samples() throws IOException {
    try (var files = Files.list(SAMPLES)) {
      List<Path> all = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      assertThat(all).hasSizeGreaterThanOrEqualTo(Pattern.values().length);
      return all;
    }
  }

  private static void assertTableShows(Environments environments, String name) {
    EnvironmentSpec spec = environments.get(name).getSpec();
    int count = spec.instances().stream().mapToInt(group -> group.countOrDefault()).sum();
    assertThat(environments.kubectl("get", "ssmenv", name))
        .hasSize(2)
        .allMatch(line -> line.length() <= 80);
    List<String> lines = environments.kubectl("get", "ssmenv", name, "-o", "wide");
    List<String> titles = words(lines.get(0));
    assertThat(titles)
        .containsExactly(
            "NAME", "PATTERN", "ONLINE", "READY", "DRIFT", "AGE", "EGRESS", "REGION", "VPC", "HOST",
            "REASON");
    List<String> values = cells(titles, lines);
    assertThat(values).hasSize(11);
    assertThat(values.subList(0, 4))
        .containsExactly(name, pattern(spec.connectivity().pattern()), count + "/" + count, "True");
    assertThat(values.get(4)).isEqualTo("0");
    assertThat(values.get(6))
        .matches(
            spec.connectivity().pattern() == Pattern.PRIVATE_ENDPOINTS
                ? "none"
                : ADDRESS + "(," + ADDRESS + ")*");
    assertThat(values.get(7)).isEqualTo(spec.region());
    assertThat(values.get(8)).startsWith("vpc-");
    assertThat(values.get(9)).isEqualTo(spec.networkOrDefault().hostName().orElse(""));
  }

  private static String pattern(Pattern pattern) {
    return switch (pattern) {
      case ELASTIC_IP -> "ElasticIp";
      case NAT_GATEWAY -> "NatGateway";
      case PRIVATE_ENDPOINTS -> "PrivateEndpoints";
    };
  }

  /** The cells of the first row; that of an environment without a host is empty. */
  private static List<String> cells(List<String> titles, List<String> lines) {
    return IntStream.range(0, titles.size())
        .mapToObj(column -> {
          int start = lines.get(0).indexOf(titles.get(column));
          int end =
              column + 1 < titles.size()
                  ? lines.get(0).indexOf(titles.get(column + 1), start)
                  : lines.get(1).length();
          return lines.get(1).substring(start, end).strip();
        })
        .toList();
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split("\\s+"));
  }
}
