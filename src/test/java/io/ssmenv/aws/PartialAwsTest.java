package io.ssmenv.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.aws.budget.ReadBudget;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.aws.iam.RoleHandler;
import io.ssmenv.aws.iam.RolePolicyHandler;
import io.ssmenv.aws.iam.RoleReader;
import io.ssmenv.aws.inventory.CallerIdentity;
import io.ssmenv.aws.inventory.Listed;
import io.ssmenv.aws.inventory.TagScope;
import io.ssmenv.aws.ssm.SsmPingSource;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.Timing;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Faults;
import io.ssmenv.testing.AwsErrors;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.RolePolicy;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fallbacks for services that implement only a part of the AWS API. */
class PartialAwsTest extends WireTest {

  private static final Role ROLE =
      new Role(
          Role.KEY,
          "ssmenv-reports",
          RoleHandler.PATH,
          "{\"Statement\":[{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\","
              + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"}}],\"Version\":\"2012-10-17\"}",
          Optional.empty(),
          HandlerFixture.TAGS);
  private static final RolePolicy POLICY =
      RolePolicy.of(Role.KEY, "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore");

  private static final String ALLOW_NOTHING =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\","
          + "\"Resource\":\"*\"}]}";

  @ParameterizedTest
  @CsvSource({"InvalidAction, 400", "AccessDenied, 403", "NotImplemented, 501"})
  void rolesAreListedOneByOneIfAccountDetailsAreUnavailable(String code, int status) {
    RoleHandler roles = new RoleHandler();
    fixture.createReady(roles, ROLE);
    fixture.create(new RolePolicyHandler(), POLICY);
    fixture
        .clients()
        .iam()
        .putRolePolicy(request ->
            request.roleName(ROLE.name()).policyName("extra").policyDocument(ALLOW_NOTHING));
    List<Observed> listedAtOnce = fixture.listed(roles);
    refuse("GetAccountAuthorizationDetails", code, status);

    assertThat(fixture.listed(roles)).isEqualTo(listedAtOnce).hasSize(3);
  }

  @Test
  void aRoleWhosePoliciesAreNotKnownYetIsUnreadAndNotAbsent() {
    RoleHandler roles = new RoleHandler();
    fixture.createReady(roles, ROLE);
    refuse("GetAccountAuthorizationDetails", "AccessDenied", 403);
    aws.faults().refuse("ListAttachedRolePolicies", AwsErrors.of("NoSuchEntity"), 1);

    Listed listed = roles.listing().list(fixture.clients(), TagScope.ofCluster("cluster-1"));
    assertThat(listed.resources()).isEmpty();
    assertThat(listed.unread()).containsExactly(ROLE.name());
    assertThat(fixture.listed(roles)).hasSize(1);
  }

  @Test
  void whatWasReadBeforeTheAccountDetailsCouldBeReadIsNotUsedAgain() {
    AtomicBoolean mayRead = new AtomicBoolean(true);
    RoleHandler roles = new RoleHandler(new RoleReader((action, calls) -> mayRead.get()));
    fixture.createReady(roles, ROLE);
    refuse("GetAccountAuthorizationDetails", "AccessDenied", 403);
    assertThat(fixture.listed(roles)).hasSize(1);
    aws.faults().clear();
    fixture.create(new RolePolicyHandler(), POLICY);
    assertThat(fixture.listed(roles)).hasSize(2);

    refuse("GetAccountAuthorizationDetails", "AccessDenied", 403);
    mayRead.set(false);

    Listed listed = roles.listing().list(fixture.clients(), TagScope.ofCluster("cluster-1"));
    assertThat(listed.resources()).isEmpty();
    assertThat(listed.unread()).containsExactly(ROLE.name());
  }

  @Test
  void anUnsupportedActionIsNotCalledAgain() {
    RoleHandler roles = new RoleHandler();
    refuse("GetAccountAuthorizationDetails", "InvalidAction", 400);

    fixture.listed(roles);
    fixture.listed(roles);

    assertThat(aws.callLog().counts()).containsEntry("iam:GetAccountAuthorizationDetails", 1L);
  }

  @Test
  void aDeniedActionIsCalledAgainSinceItMayBeAllowedLater() {
    RoleHandler roles = new RoleHandler();
    refuse("GetAccountAuthorizationDetails", "AccessDenied", 403);

    fixture.listed(roles);
    fixture.listed(roles);

    assertThat(aws.callLog().counts()).containsEntry("iam:GetAccountAuthorizationDetails", 2L);
  }

  @Test
  void anOutageDoesNotCauseAFallback() {
    refuse("GetAccountAuthorizationDetails", "ServiceUnavailable", 503);

    assertThatThrownBy(() -> fixture.listed(new RoleHandler()))
        .satisfies(failure ->
            assertThat(ErrorClassifier.classify("", failure))
                .isInstanceOf(CloudError.Unavailable.class));
    assertThat(aws.callLog().counts()).doesNotContainKey("iam:ListRoles");
  }

  @Test
  void allInstancesAreListedIfTheirTagsCannotBeAFilter() {
    aws.faults().refuse("DescribeInstanceInformation", AwsErrors.of("InvalidFilterKey"), 1);

    assertThat(new SsmPingSource().list(fixture.clients(), TagScope.ofCluster("cluster-1")))
        .isEmpty();
    assertThat(aws.callLog().counts()).containsEntry("ssm:DescribeInstanceInformation", 2L);
  }

  @Test
  void anEndpointServiceIsAssumedToBeOfferedIfServicesCannotBeListed() {
    refuse("DescribeVpcEndpointServices", "InvalidAction", 400);

    assertThat(facts().offersEndpoint("ec2messages")).isTrue();
  }

  @Test
  void anEndpointServiceThatTheRegionLacksIsNotOffered() {
    assertThat(facts().offersEndpoint("ec2messages")).isTrue();
    assertThat(facts().offersEndpoint("nosuchservice")).isFalse();
  }

  @Test
  void s3IsNotAllowedIfPrefixListsCannotBeListed() {
    assertThat(facts().s3PrefixList()).isPresent();
    refuse("DescribePrefixLists", "InvalidAction", 400);

    assertThat(facts().s3PrefixList()).isEmpty();
  }

  @Test
  void aDeniedFactLookupIsAnError() {
    refuse("DescribePrefixLists", "UnauthorizedOperation", 403);

    assertThatThrownBy(() -> facts().s3PrefixList())
        .isInstanceOfSatisfying(
            CloudException.class, e -> assertThat(e.error()).isInstanceOf(CloudError.Denied.class));
  }

  @Test
  void whatZonesOfferIsNotKnownIfItCannotBeListed() {
    Set<String> types = Set.of("t3.micro", "x9.huge");
    assertThat(facts().zonesOfTypes(types))
        .containsEntry("t3.micro", Set.of("eu-west-1a", "eu-west-1b", "eu-west-1c"))
        .containsEntry("x9.huge", Set.of());
    assertThat(facts().zonesOfEndpoints(Set.of("ssm", "nosuchservice"))).containsOnlyKeys("ssm");
    refuse("DescribeInstanceTypeOfferings", "InvalidAction", 400);
    refuse("DescribeVpcEndpointServices", "InvalidAction", 400);

    assertThat(facts().zonesOfTypes(types)).isEmpty();
    assertThat(facts().zonesOfEndpoints(Set.of("ssm"))).isEmpty();
  }

  private AwsFactSource facts() {
    return new AwsFactSource(
        fixture.clients(),
        ClientFactory.of(aws.endpoint(), "AKIDTEST", "secret").credentials(),
        new CallerIdentity(fixture.clients(), clients -> "111122223333"),
        new ReadBudget(InstantSource.system(), Timing.POLL_INTERVAL),
        InstantSource.system());
  }

  private void refuse(String action, String code, int status) {
    AwsError error = new AwsError(code, AwsErrors.of(code).message(), status);
    aws.faults().refuse(action, error, Faults.ALWAYS);
  }
}
