package io.ssmenv.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.inventory.PollSettings;
import io.ssmenv.aws.inventory.PollTimer;
import io.ssmenv.aws.ssm.OperatorProcess;
import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Outcome;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RegionAccess;
import io.ssmenv.cloud.Scope;
import io.ssmenv.plan.Reason;
import io.ssmenv.plan.Step;
import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.PublicImages;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.testing.Simulations;
import io.ssmenv.topology.Address;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.InstanceProfileRole;
import io.ssmenv.topology.InternetGateway;
import io.ssmenv.topology.InternetGatewayAttachment;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.RoleInlinePolicy;
import io.ssmenv.topology.RolePolicy;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.RouteTable;
import io.ssmenv.topology.RouteTableAssociation;
import io.ssmenv.topology.SecurityGroup;
import io.ssmenv.topology.SecurityGroupRule;
import io.ssmenv.topology.SsmDocument;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Vpc;
import io.ssmenv.topology.VpcEndpoint;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** What somebody else has deleted needs no deletion, also if the operator has just created it. */
class AlreadyGoneTest {

  private static final Owner OWNER = new Owner("cluster-1", "uid-1", "team-a/reports");
  private static final String ACCOUNT = Simulations.options().accountId();
  private static final Reason REASON = new Reason(Reason.Code.MISSING, "missing");
  private static final Tags TAGS = Tags.of(Map.of());
  private static final String CORE = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
  private static final String SESSION =
      "{\"inputs\":{\"cloudWatchEncryptionEnabled\":false,\"cloudWatchStreamingEnabled\":false,"
          + "\"runAsEnabled\":false,\"s3EncryptionEnabled\":false},\"schemaVersion\":\"1.0\","
          + "\"sessionType\":\"Standard_Stream\"}";
  private static final String TRUST =
      "{\"Statement\":[{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\","
          + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"}}],\"Version\":\"2012-10-17\"}";

  private static final String POLICY =
      "{\"Statement\":[{\"Action\":\"s3:*\",\"Effect\":\"Allow\",\"Resource\":\"*\"}],"
          + "\"Version\":\"2012-10-17\"}";

  private final List<Observed> created = new ArrayList<>();

  @Test
  void deletingAResourceOfAnyTypeThatIsGoneIsSuccess() throws Exception {
    try (SimulatedAws aws =
            SimulatedAws.start(Simulations.options().withSpeed(400).withReadLag(ReadLag.NONE));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        AwsClouds clouds = clouds(aws, threads);
        AwsClouds others = clouds(aws, threads)) {
      Cloud cloud = enter(clouds);
      Cloud other = enter(others);
      createAll(cloud, aws);
      assertThat(created)
          .extracting(one -> one.resource().getClass().getName())
          .containsAll(
              Arrays.stream(Resource.class.getPermittedSubclasses()).map(Class::getName).toList());

      for (Observed one : created.reversed()) {
        performed(other, deletion(one));
        assertThat(perform(cloud, deletion(one)))
            .as(one.toString())
            .isEqualTo(new Outcome.Done(one.id()));
      }
      Awaitility.await().until(() -> aws.resources().isEmpty());
    }
  }

  private void createAll(Cloud cloud, SimulatedAws aws) {
    Ref vpc = create(cloud, new Vpc(key("vpc"), "10.0.0.0/16", true, true, TAGS));
    Ref subnet = create(cloud, new Subnet(key("subnet"), vpc, "10.0.0.0/19", "eu-west-1a", TAGS));
    Ref gateway = create(cloud, new InternetGateway(key("internetgateway"), TAGS));
    create(cloud, new InternetGatewayAttachment(key("internetgatewayattachment"), gateway, vpc));
    Ref table = create(cloud, new RouteTable(key("routetable"), vpc, TAGS));
    create(cloud, new Route(key("route"), table, Route.DEFAULT, gateway));
    create(cloud, new RouteTableAssociation(key("routetableassociation"), subnet, table));
    Ref group = create(cloud, new SecurityGroup(key("securitygroup"), vpc, "g", "guests", TAGS));
    create(
        cloud,
        new SecurityGroupRule(
            key("securitygrouprule"),
            group,
            SecurityGroupRule.Direction.INGRESS,
            "tcp",
            443,
            443,
            new SecurityGroupRule.Peer.Cidr("10.0.0.0/16")));
    Ref address = create(cloud, new Address(key("address"), TAGS));
    Ref ofGateway = create(cloud, new Address(Key.of("address", "nat"), TAGS));
    create(cloud, new NatGateway(key("natgateway"), subnet, ofGateway, TAGS));
    create(
        cloud,
        new VpcEndpoint(
            key("vpcendpoint"),
            vpc,
            "com.amazonaws.eu-west-1.ssm",
            VpcEndpoint.Type.INTERFACE,
            new TreeSet<>(Set.of(subnet)),
            new TreeSet<>(Set.of(group)),
            new TreeSet<>(),
            false,
            TAGS));
    TreeSet<Ref> groups = new TreeSet<>(Set.of(group));
    Ref network =
        create(cloud, new NetworkInterface(key("networkinterface"), subnet, groups, TAGS));
    create(cloud, new AddressAssociation(key("addressassociation"), address, network));
    createWithRole(cloud, aws, network);
  }

  private void createWithRole(Cloud cloud, SimulatedAws aws, Ref network) {
    Ref role =
        create(cloud, new Role(key("role"), "reports", "/ssmenv/", TRUST, Optional.empty(), TAGS));
    create(cloud, new RolePolicy(key("rolepolicy"), role, CORE));
    try (IamClient iam = AwsClients.of(aws).iam()) {
      iam.putRolePolicy(
          request -> request.roleName("reports").policyName("extra").policyDocument(POLICY));
    }
    add(new RoleInlinePolicy(key("roleinlinepolicy"), role, "extra", ""), "reports");
    Ref profile =
        create(cloud, new InstanceProfile(key("instanceprofile"), "profile", "/ssmenv/", TAGS));
    create(cloud, new InstanceProfileRole(key("instanceprofilerole"), profile, role));
    create(cloud, new SsmDocument(key("ssmdocument"), "reports-sessions", SESSION, TAGS));
    create(
        cloud,
        new Instance(
            key("instance"),
            network,
            profile,
            "digest",
            PublicImages.of("eu-west-1").getFirst().id(),
            "/dev/xvda",
            "t3.micro",
            true,
            true,
            TAGS));
  }

  private Ref create(Cloud cloud, Resource resource) {
    return add(resource, performed(cloud, new Step.Create(resource, 0, REASON, List.of())).id());
  }

  private Ref add(Resource resource, String id) {
    created.add(new Observed(resource, id, Observed.State.READY, "available"));
    return Ref.id(id);
  }

  private static Step.Delete deletion(Observed one) {
    return new Step.Delete(one, Optional.empty(), REASON, List.of());
  }

  /** Performs a step that may have to wait for what AWS is still doing. */
  private static Outcome.Done performed(Cloud cloud, Step.Write step) {
    return (Outcome.Done)
        Awaitility.await(step.toString())
            .atMost(Duration.ofSeconds(30))
            .until(() -> perform(cloud, step), Outcome.Done.class::isInstance);
  }

  private static Outcome perform(Cloud cloud, Step.Write step) {
    return cloud.operations().perform(OWNER, ACCOUNT, step);
  }

  private static Key key(String type) {
    return Key.of(type, "x");
  }

  private static Cloud enter(AwsClouds clouds) {
    if (clouds.enter(OWNER, new Scope("eu-west-1")) instanceof RegionAccess.Open(Cloud cloud)) {
      assertThat(cloud.inventory().observe(OWNER, Map.of(), true).accountId()).isEqualTo(ACCOUNT);
      return cloud;
    }
    throw new AssertionError("The region is not open");
  }

  /** An operator that reads once. */
  private static AwsClouds clouds(SimulatedAws aws, ExecutorService threads) {
    return new AwsClouds(
        ClientFactory.of(aws.endpoint(), "AKIDTEST", "secret"),
        OWNER.cluster(),
        Set.of("eu-west-1"),
        new PollSettings(Duration.ofMinutes(1), Duration.ofSeconds(5), OneRead::new),
        Clock.systemUTC(),
        threads,
        owner -> {},
        OrphanObserver.NONE,
        OperatorProcess.alone(),
        new InternalErrors(() -> {}));
  }

  private static final class OneRead implements PollTimer {
    @Override
    public void begin(Duration pause, Runnable task) {
      task.run();
    }

    @Override
    public void stop() {}

    @Override
    public void end(Duration limit) {}
  }
}
