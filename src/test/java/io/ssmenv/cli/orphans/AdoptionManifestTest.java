package io.ssmenv.cli.orphans;

import static io.ssmenv.cli.orphans.OrphanAccount.GUEST;
import static io.ssmenv.cli.orphans.OrphanAccount.LOST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cli.manifest.LocalAdmission;
import io.ssmenv.cli.manifest.Manifest;
import io.ssmenv.cli.manifest.ManifestFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Every manifest that is printed is one that the API server would accept. */
class AdoptionManifestTest {

  private OrphanAccount account;

  @BeforeEach
  void build() throws IOException {
    account = new OrphanAccount();
  }

  @AfterEach
  void end() {
    account.close();
  }

  @Test
  void withoutInstancesItHasAGroupWithoutAny() throws IOException {
    SsmManagedEnvironment printed = manifest(LOST);
    assertThat(printed.getMetadata().getNamespace()).isEqualTo("team-a");
    assertThat(printed.getMetadata().getName()).isEqualTo("lost");
    assertThat(printed.annotation(SsmManagedEnvironment.ADOPT)).hasValue(LOST);
    assertThat(printed.getSpec().region()).isEqualTo("eu-west-1");
    assertThat(printed.getSpec().connectivity().pattern()).isEqualTo(Pattern.ELASTIC_IP);
    assertThat(printed.getSpec().networkOrDefault().cidr()).isEqualTo("10.20.0.0/16");
    assertThat(printed.getSpec().instances())
        .singleElement()
        .satisfies(group -> assertThat(group.countOrDefault()).isZero());
    assertThat(account.out).contains("# No instance is left", "# No IAM role is left");
  }

  @ParameterizedTest
  @CsvSource({
    "'a: b # [\"', x/y, address/app-0, y",
    "true, '', address/app-0, adopted-true",
    "12e3, 'Not A/NAME', address, adopted-12e3",
    "'~', '/', address/app, adopted",
    "'- -', 'n/' , address/-7, adopted",
    "'ünicode', 'ns/b' , networkinterface/app-99, b",
    "'...', 'a/b/c' , instance/App-1, adopted",
  })
  void oddTagsBreakNothing(String id, String owner, String key, String name) throws IOException {
    String allocation =
        account
            .client
            .ec2()
            .allocateAddress(request ->
                request
                    .domain("vpc")
                    .tagSpecifications(OrphanAccount.tags(ResourceType.ELASTIC_IP, id, owner, key)))
            .allocationId();
    await()
        .until(() ->
            account.client.ec2().describeAddresses().addresses().stream()
                .anyMatch(one -> one.allocationId().equals(allocation)));
    SsmManagedEnvironment printed = manifest(id);
    assertThat(printed.annotation(SsmManagedEnvironment.ADOPT)).hasValue(id);
    assertThat(printed.getMetadata().getName()).isEqualTo(name);
  }

  @Test
  void theRoleTellsItsPoliciesAndItsBoundary() throws IOException {
    String policy = "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy";
    LostRole.create(account);
    account
        .client
        .iam()
        .attachRolePolicy(request -> request.roleName(LostRole.NAME).policyArn(policy));
    account
        .client
        .iam()
        .putRolePermissionsBoundary(
            request -> request.roleName(LostRole.NAME).permissionsBoundary(policy));
    await()
        .untilAsserted(() -> {
          SsmManagedEnvironment printed = manifest(LOST);
          assertThat(printed.getSpec().roleOrDefault().managedPoliciesOrDefault())
              .containsExactly(policy);
          assertThat(printed.getSpec().roleOrDefault().permissionsBoundaryArn()).hasValue(policy);
        });
  }

  @Test
  void aGuestHasItsHostAndItsZones() throws IOException {
    assertThat(account.subnet(account.lostVpc, "10.20.192.0/24")).isNotEmpty();
    SsmManagedEnvironment printed = manifest(GUEST);
    assertThat(printed.getSpec().networkOrDefault().hostName()).hasValue("lost");
    assertThat(printed.getSpec().networkOrDefault().availabilityZonesOrDefault()).isEqualTo(1);
  }

  @Test
  void aSubnetInTheVpcOfSomebodyElseTellsTheRange() throws IOException {
    String vpc =
        account.client.ec2().createVpc(request -> request.cidrBlock("10.1.0.0/16")).vpc().vpcId();
    assertThat(account.subnet(vpc, "10.1.64.0/26")).isNotEmpty();
    assertThat(manifest(GUEST).getSpec().networkOrDefault().existingVpc())
        .hasValueSatisfying(existing -> {
          assertThat(existing.vpcId()).isEqualTo(vpc);
          assertThat(existing.ranges()).containsExactly("10.1.64.0/23");
        });
  }

  @Test
  void aRangeThatFitsNoPlanIsLeftToTheReader() throws IOException {
    String vpc =
        account.client.ec2().createVpc(request -> request.cidrBlock("10.1.0.0/16")).vpc().vpcId();
    assertThat(account.subnet(vpc, "10.1.64.64/26")).isNotEmpty();
    assertThat(manifest(GUEST).getSpec().network()).isNull();
    assertThat(account.out).contains("cidrs: [FILL-IN]} # as before; the subnets have 10.1.64.64");
  }

  private SsmManagedEnvironment manifest(String id) throws IOException {
    assertThat(account.run("", "--manifest", id)).as(account.err).isZero();
    List<Manifest> all =
        new ManifestFiles(new ByteArrayInputStream(account.out.getBytes(UTF_8))).read(List.of("-"));
    assertThat(all).as(account.out).hasSize(1);
    assertThat(all.getFirst().object().get("metadata")).isInstanceOf(Map.class);
    return new LocalAdmission().admit(all.getFirst());
  }
}
