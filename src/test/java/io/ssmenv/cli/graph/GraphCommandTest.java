package io.ssmenv.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.svg.Drawing;
import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.ReadableDrawing;
import io.ssmenv.testing.Simulations;
import java.awt.geom.Line2D;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command without a cluster. {@code ObservedGraphTest} has what is drawn of AWS. */
class GraphCommandTest {

  private static final String SAMPLES = "deploy/samples";

  private final GraphRun run = new GraphRun();

  private static String environment(String name, String pattern, String network, int instances) {
    return """
    apiVersion: ssmenv.io/v1alpha1
    kind: SsmManagedEnvironment
    metadata: {name: %s}
    spec:
      region: eu-west-1
      connectivity: {pattern: %s}
      network: {%s}
      instances: [{name: application-servers, count: %d}]
    """
        .formatted(name, pattern, network, instances);
  }

  @Test
  void drawsWhatTheSamplesWouldMakeAndWritesNothing() throws Exception {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options())) {
      run.aws = () -> ClientFactory.of(aws.endpoint(), "AKIAGRAPH", "secret");
      assertThat(run.graph("-f", SAMPLES)).as(run.err).isZero();
      Drawing drawing = ReadableDrawing.of(run.out);
      assertThat(drawing.title())
          .isEqualTo("Planned for default/nat, default/private, default/public");
      assertThat(drawing.words())
          .containsOnlyOnce("VPC of public", "VPC of private", "NAT gateway a", "VPC endpoints")
          .contains(
              "nat: workload-a", "0.0.0.0/0 to NAT gateway a", "planned: it does not exist yet");
      assertThat(aws.callLog().calls()).isNotEmpty().noneMatch(CallRecord::mutating);
      assertThat(aws.resources()).isEmpty();
    }
  }

  @Test
  void theArrowsOfTheSamplesDoNotCross() {
    assertThat(run.graph("-f", SAMPLES, "--offline")).as(run.err).isZero();
    List<Line2D> lines =
        ReadableDrawing.of(run.out).all(DrawingStyle.FLOW_PLANNED).stream()
            .flatMap(part -> part.outlines().stream())
            .toList();
    List<Line2D> upright = lines.stream().filter(line -> line.getX1() == line.getX2()).toList();
    List<Line2D> level = lines.stream().filter(line -> line.getY1() == line.getY2()).toList();
    assertThat(upright).isNotEmpty();
    for (Line2D line : upright) {
      assertThat(level).noneMatch(other -> crosses(line, other));
    }
  }

  private static boolean crosses(Line2D upright, Line2D level) {
    return isInside(upright.getX1(), level.getX1(), level.getX2())
        && isInside(level.getY1(), upright.getY1(), upright.getY2());
  }

  /** Lines with the same target may meet at their ends. */
  private static boolean isInside(double value, double one, double other) {
    return value > Math.min(one, other) + 1 && value < Math.max(one, other) - 1;
  }

  @Test
  void theTextForAPullRequestHasTheSameParts() {
    assertThat(run.graph("-f", SAMPLES, "--offline", "-o", "mermaid")).as(run.err).isZero();
    assertThat(run.out)
        .startsWith("flowchart TB\n  accTitle: Planned for default/nat")
        .contains("VPC of public", "NAT gateway a", "|\"#43; private DNS\"|", "classDef planned");
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "20, 1, 3", "20, 3, 9", "7, 2, 40"})
  void everythingCanBeReadHoweverMuchThereIs(int guests, int zones, int instances) {
    StringBuilder files =
        new StringBuilder(
            environment("host", "PrivateEndpoints", "availabilityZones: " + zones, instances));
    for (int guest = 0; guest < guests; guest++) {
      files
          .append("---\n")
          .append(
              environment(
                  "guest-of-team-" + guest,
                  guest % 2 == 0 ? "NatGateway" : "ElasticIp",
                  "environment: {name: host}, availabilityZones: " + zones,
                  1 + guest % 4));
    }
    run.input = files.toString();
    assertThat(run.graph("-f", "-", "--offline")).as(run.err).isZero();
    Drawing drawing = ReadableDrawing.of(run.out);
    assertThat(drawing.words())
        .filteredOn(word -> word.startsWith("guest-of-team-") && word.endsWith("workload-a"))
        .hasSize(guests);
    assertThat(drawing.page().getHeight()).isLessThan(2.5 * drawing.page().getWidth());
  }

  @Test
  void guestsAreInTheOrderOfTheirNumbers() {
    run.input =
        String.join(
            "---\n",
            environment("host", "PrivateEndpoints", "availabilityZones: 1", 1),
            environment("guest-10", "NatGateway", "environment: {name: host}", 1),
            environment("guest-2", "NatGateway", "environment: {name: host}", 1),
            environment("guest-1", "NatGateway", "environment: {name: host}", 1));
    assertThat(run.graph("-f", "-", "--offline")).as(run.err).isZero();
    assertThat(ReadableDrawing.of(run.out).words())
        .containsSubsequence("guest-1: workload-a", "guest-2: workload-a", "guest-10: workload-a");
  }

  @Test
  void tooManyInstancesAreCounted() {
    run.input = environment("one", "ElasticIp", "availabilityZones: 1", 9);
    assertThat(run.graph("-f", "-", "--offline", "--max-instances", "2")).isZero();
    assertThat(ReadableDrawing.of(run.out).words())
        .contains("application-servers-0", "application-servers-1", "and 7 more", "7 planned")
        .doesNotContain("application-servers-2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                         | Give either -f FILE or the NAME of an environment in the cluster
          one -f deploy/samples      | Give either -f FILE or the NAME of an environment in the cluster
          one --offline              | --offline draws files only. Give -f FILE instead of a NAME
          one --max-instances 0      | --max-instances must be 1 or more
          one -o png                 | Invalid value for option '--output': expected one of [SVG, svg, MERMAID, mermaid]
          one                        | No cluster is configured. Set KUBECONFIG, or give the file with -f
          -f nowhere.yaml --offline  | The file nowhere.yaml does not exist
          -f deploy/samples/nat.yaml --offline | default/nat: There is no environment public
          """)
  void wrongInputIsRefusedAsByPlan(String arguments, String message) {
    assertThat(run.graph(arguments.isEmpty() ? new String[0] : arguments.split(" "))).isEqualTo(1);
    assertThat(run.err).startsWith("graph: " + message);
    assertThat(run.out).isEmpty();
  }
}
