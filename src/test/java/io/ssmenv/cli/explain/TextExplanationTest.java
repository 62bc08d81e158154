package io.ssmenv.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.diagnosis.AgentPath;
import io.ssmenv.diagnosis.Hop;
import io.ssmenv.diagnosis.Hop.Place;
import io.ssmenv.diagnosis.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextExplanationTest {

  private static Explanation of(Hop... hops) {
    return new Explanation(
        "team-a/reports",
        "eu-west-1",
        "111122223333",
        Optional.empty(),
        List.of(new AgentPath("app-0", Optional.of("i-1"), false, Optional.empty(), List.of(hops))),
        Map.of());
  }

  @Test
  void anAgentOnABrokenPathIsOnlineForAWhileAndWhatIsRuledOutIsSeen() {
    assertThat(
            new TextExplanation(true)
                .of(
                    of(
                        new Hop(Place.ROUTE, "rtb-1", new Verdict.Broken("No route", "Create it")),
                        new Hop(Place.AGENT, "i-1", new Verdict.Ok("It is online")))))
        .contains("app-0 (i-1) is online still, but will be stopped at: route rtb-1\n");
    Explanation silent =
        of(
            new Hop(
                Place.AGENT,
                "i-1",
                new Verdict.Unknown(
                    "Nothing stops it",
                    Optional.of("It has ruled out: role"),
                    Optional.of("Look"))));
    assertThat(new TextExplanation(true).of(silent))
        .endsWith("  ? agent               Nothing stops it. Look.\n");
    assertThat(JsonExplanation.of(silent))
        .contains("\"message\" : \"Nothing stops it. It has ruled out: role\"");
  }

  @Test
  void anEnvironmentWithoutInstancesSaysSo() {
    assertThat(
            new TextExplanation(true)
                .of(
                    new Explanation(
                        "team-a/reports",
                        "eu-west-1",
                        "111122223333",
                        Optional.empty(),
                        List.of(),
                        Map.of())))
        .isEqualTo(
            """
            team-a/reports: eu-west-1, account 111122223333
            It has no instances, because its spec asks for none.
            """);
  }

  @Test
  void thePathIsDrawnWithSignsAndFitsATerminal() {
    Explanation explanation =
        new Explanation(
            "team-a/reports",
            "eu-west-1",
            "111122223333",
            Optional.empty(),
            List.of(
                new AgentPath(
                    "app-0",
                    Optional.of("i-1"),
                    false,
                    Optional.empty(),
                    List.of(
                        new Hop(Place.INSTANCE, "i-1", new Verdict.Ok("i-1 is running")),
                        new Hop(
                            Place.NETWORK_ACL,
                            "subnet-1",
                            new Verdict.Unknown("They were not read")),
                        new Hop(
                            Place.ROUTE,
                            "rtb-1",
                            new Verdict.Broken(
                                "The route table rtb-1 of subnet-1 has no route to 0.0.0.0/0",
                                "Create it, or set spec.paused to false"))))),
            Map.of("app-0", Console.of(Optional.of("kernel panic\r\n"))));
    assertThat(new TextExplanation(true).of(explanation))
        .isEqualTo(
            """
            team-a/reports: eu-west-1, account 111122223333

            app-0 (i-1) is stopped at: route rtb-1
              ✓ instance            i-1 is running.
              ? network ACL         They were not read.
              ✗ route               The route table rtb-1 of subnet-1 has no route to
                                    0.0.0.0/0. Create it, or set spec.paused to false.
              The last lines of its console output:
              | kernel panic
            """);
    assertThat(new TextExplanation(false).of(explanation))
        .contains("\n  + instance ", "\n  ? network ACL ", "\n  x route ");
    assertThat(JsonExplanation.of(explanation))
        .contains(
            "\"console\" : [ \"kernel panic\" ]",
            "\"verdict\" : \"broken\"",
            "\"remedy\" : \"Create it, or set spec.paused to false\"");
  }
}
