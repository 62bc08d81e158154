package io.ssmenv.cli.orphans;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.AccountScan.Heartbeat;
import io.ssmenv.aws.inventory.TaggedResources.Found;
import io.ssmenv.desired.AwsNames;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OrphanReportTest {

  private static final String ID = "4c1f7a52-0a3e-4d39-9a5e-3d8f1b6c7e90";

  private static Found found(Resource resource, String id, String state) {
    return new Found(
        new Ownership("cluster", ID, "team-a/reports", resource.key()),
        false,
        new Observed(resource, id, Observed.State.READY, state, Map.of()),
        List.of());
  }

  @Test
  void fitsEightyColumnsWithTheNamesOfRolesAndLongReasons() {
    String profile = AwsNames.instanceProfile(AwsNames.role("cluster", ID, "reports"));
    Tags tags = Tags.of(Map.of());
    NetworkInterface networkInterface =
        new NetworkInterface(
            new Key("networkinterface/app-0"), Ref.id("subnet-1"), new TreeSet<>(), tags);
    Orphan orphan =
        new Orphan(
            ID,
            "team-a/reports",
            new TreeSet<>(List.of("8b7b0a6e-53d7-4a5b-8a4e-6a0d6e0b1c11")),
            List.of("eu-west-1"),
            Optional.of(Instant.EPOCH),
            new Heartbeat(
                Optional.empty(),
                Optional.of(
                    "GetParameter: AccessDeniedException: User: arn:aws:iam::111122223333:user/reader is not authorized to perform: ssm:GetParameter")),
            new TreeSet<>(List.of("team-a/reports")),
            List.of(
                found(new InstanceProfile(InstanceProfile.KEY, profile, "/", tags), profile, "ok"),
                found(networkInterface, "eni-0123456789abcdef0", "in-use")));
    assertThat(OrphanReport.details(orphan))
        .endsWith(
            """
              ASKED FOR by team-a/reports
                instanceprofile        %s ok
                networkinterface/app-0 eni-0123456789abcdef0 in-use
            """
                .formatted(profile));
    assertThat(OrphanReport.details(orphan).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }
}
