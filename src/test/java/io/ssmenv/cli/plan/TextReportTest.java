package io.ssmenv.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextReportTest {

  static Stream<List<String>> changes() {
    List<String> patterns = List.of("ElasticIp", "NatGateway", "PrivateEndpoints");
    return patterns.stream().flatMap(from -> patterns.stream().map(to -> List.of(from, to)));
  }

  @Test
  void showsEachChangeWithItsReasonItsFieldsAndWhatItInterrupts() {
    assertThat(
            TextReport.of(
                List.of(
                    PlanFixtures.change(
                        PlanFixtures.spec("ElasticIp", ""), PlanFixtures.spec("NatGateway", "")))))
        .isEqualTo(
            """
            team-a/reports: ElasticIp to NatGateway in eu-west-1, account 111122223333
              +   create address/nat-a
                    tags.Name  reports-address-nat-a
                    id         (known after apply)
              +   create subnet/public-a
                    vpc        vpc (vpc-16)
                    cidr       10.20.96.0/19
                    zone       eu-west-1a
                    tags.Name  reports-subnet-public-a
                    id         (known after apply)
              +   create routetable/public
                    vpc        vpc (vpc-16)
                    tags.Name  reports-routetable-public
                    id         (known after apply)
              +   create route/public/0.0.0.0/0
                    table        routetable/public (known after apply)
                    destination  0.0.0.0/0
                    target       internetgateway (internetgateway-5)
              +   create routetableassociation/public-a
                    subnet  subnet/public-a (known after apply)
                    table   routetable/public (known after apply)
              +   create natgateway/a
                    subnet     subnet/public-a (known after apply)
                    address    address/nat-a (known after apply)
                    tags.Name  reports-natgateway-a
                    id         (known after apply)
              ~   update route/workload-a/0.0.0.0/0 (route-10)
                    because: it differs from the spec
                    target  internetgateway (internetgateway-5) -> natgateway/a (known after
                            apply)
                    after: natgateway/a does not exist yet
                    ! Open sessions break once, and new sessions may fail for up to two
                      minutes
                    ! The instances behind route/workload-a/0.0.0.0/0 reach the Internet
                      from another address
              -   delete addressassociation/app-0 (addressassociation-1)
                    because: addressassociation-1 is not required by the spec
                    after: address/nat-a to be ready and 6 more
              -   delete address/app-0 (address-0)
                    because: address-0 is not required by the spec
                    after: addressassociation/app-0 (addressassociation-1, available) to be
                           deleted
                    ! 198.51.100.1 is released, and cannot be had back

            This plan interrupts users:
              ! Open sessions break once, and new sessions may fail for up to two minutes
              ! The instances behind route/workload-a/0.0.0.0/0 reach the Internet from
                another address
              ! 198.51.100.1 is released, and cannot be had back

            Plan: 6 to create, 1 to change, 0 to replace, 2 to delete.
            """);
  }

  @Test
  void saysHowLongItWaitsForTheSessionsThatItCuts() {
    String waiting = PlanFixtures.waitingForSessions(PlanFixtures.spec("NatGateway", ""));
    assertThat(
            TextReport.of(
                List.of(PlanFixtures.change(PlanFixtures.spec("ElasticIp", ""), waiting))))
        .contains(
            """
              ! 198.51.100.1 is released, and cannot be had back
            What cuts open sessions waits up to 30m for them to end
            (spec.disruption.waitForSessions).

            Plan: 6\
            """);
    assertThat(TextReport.of(List.of(PlanFixtures.creation(waiting))))
        .doesNotContain("waitForSessions");
  }

  @Test
  void showsWhatAReplacementChangesAndLoses() {
    assertThat(
            TextReport.of(
                List.of(
                    PlanFixtures.change(
                        PlanFixtures.spec("ElasticIp", ""),
                        PlanFixtures.spec("ElasticIp", ", type: t3.small")))))
        .contains(
            """
              -/+ replace instance/app-0 (instance-2)
                    because: AWS cannot change it in place
                    launch  477653e18ae6 -> 07f0b32a9e84
                    type    t3.micro -> t3.small
                    id      instance-2 -> (known after apply)
                    ! instance/app-0 (instance-2) is terminated with the data on its volume;
                      a new one starts
            """,
            "Plan: 0 to create, 0 to change, 1 to replace, 0 to delete.\n");
  }

  @Test
  void showsADrainedResourceAsOneDeletion() {
    assertThat(
            TextReport.of(
                List.of(
                    PlanFixtures.change(
                        PlanFixtures.spec("PrivateEndpoints", ""),
                        PlanFixtures.spec("NatGateway", "")))))
        .containsOnlyOnce("delete vpcendpoint/ssm (")
        .contains("first: update vpcendpoint/ssm: privateDns is true, should be false")
        .contains("route/workload-a/0.0.0.0/0");
  }

  @Test
  void showsWhatTheOperatorRefusesToChange() {
    String spec = PlanFixtures.spec("NatGateway", "");
    EnvironmentPlan plan =
        PlanFixtures.change(
            spec, spec.replace("instances:", "network: {cidr: 10.99.0.0/16}, instances:"));

    assertThat(TextReport.of(List.of(plan)))
        .contains(
            """
              x   refused: vpc: cidr is 10.20.0.0/16, should be 10.99.0.0/16. The range of a
                  VPC cannot be changed. To use another one, delete and recreate the
                  environment
            """)
        .endsWith("Plan: 0 to create, 0 to change, 0 to replace, 0 to delete, 3 refused.\n");
    assertThat(plan.isDone()).isFalse();
  }

  @Test
  void saysThatThereIsNothingToDo() {
    String spec = PlanFixtures.spec("NatGateway", "");
    assertThat(TextReport.of(List.of(PlanFixtures.change(spec, spec))))
        .isEqualTo(
            """
            team-a/reports: NatGateway in eu-west-1, account 111122223333

            No changes. AWS matches the spec.
            """);
  }

  @Test
  void aHostThatWaitsForItsGuestsIsNotDone() {
    EnvironmentPlan plan = PlanFixtures.awaitingGuests(PlanFixtures.spec("NatGateway", ""));
    assertThat(TextReport.of(List.of(plan)))
        .endsWith("\nNo changes now. The environment is deleted after its guests.\n");
    assertThat(MarkdownReport.of(List.of(plan)))
        .contains("**No changes now. The environment is deleted after its guests.**");
  }

  @ParameterizedTest
  @MethodSource("changes")
  void fitsEightyColumns(List<String> patterns) {
    EnvironmentPlan change =
        PlanFixtures.change(
            PlanFixtures.spec(patterns.getFirst(), ""),
            PlanFixtures.spec(patterns.getLast(), ", count: 2, type: t3.small"));
    EnvironmentPlan creation = PlanFixtures.creation(PlanFixtures.spec(patterns.getLast(), ""));

    assertThat(TextReport.of(List.of(change, creation)).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80))
        .last()
        .asString()
        .startsWith("Total: ");
  }

  @Test
  void aNewEnvironmentInterruptsNobody() {
    EnvironmentPlan creation = PlanFixtures.creation(PlanFixtures.spec("PrivateEndpoints", ""));

    assertThat(creation.interruptions()).isEmpty();
    assertThat(TextReport.of(List.of(creation)))
        .startsWith("team-a/reports: PrivateEndpoints in eu-west-1, account 111122223333\n")
        .contains("Plan: 18 to create, 0 to change, 0 to replace, 0 to delete.\n");
  }
}
