package io.ssmenv.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {

  @Test
  void isATableWithWhatItInterruptsAboveIt() {
    assertThat(
            MarkdownReport.of(
                List.of(
                    PlanFixtures.change(
                        PlanFixtures.spec("ElasticIp", ""),
                        PlanFixtures.waitingForSessions(
                            PlanFixtures.spec("ElasticIp", ", type: t3.small"))))))
        .isEqualTo(
            """
            ### team-a/reports: ElasticIp in eu-west-1, account 111122223333

            **Plan: 0 to create, 0 to change, 1 to replace, 0 to delete.**

            - :warning: instance/app-0 (instance-2) is terminated with the data on its volume; a new one starts

            - What cuts open sessions waits up to 30m for them to end (spec.disruption.waitForSessions).

            <details><summary>Changes, in the order of execution</summary>

            | | Resource | Fields | Reason |
            |---|---|---|---|
            | `-/+` | `instance/app-0` (instance-2) | launch: `477653e18ae6 -> 07f0b32a9e84`<br>type: `t3.micro -> t3.small`<br>id: `instance-2 -> (known after apply)` | AWS cannot change it in place |

            </details>

            """);
  }

  @Test
  void aValueCannotBreakTheTable() {
    String spec =
        "{region: eu-west-1, connectivity: {pattern: ElasticIp}, instances: [{name: app}],"
            + " tags: {owner: 'a|b`c<br>', '_x_': y}}";

    assertThat(MarkdownReport.of(List.of(PlanFixtures.creation(spec))).lines())
        .filteredOn(line -> line.startsWith("| `+` | `vpc`"))
        .singleElement()
        .asString()
        .contains("tags.owner: `a\\|b'c<br>`", "tags.\\_x\\_: `y`");
  }
}
