package io.ssmenv.cli.orphans;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.command.Program;
import io.ssmenv.cli.plan.Cluster;
import io.ssmenv.cli.plan.Manifest;
import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.testing.Simulations;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ownership;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The command against a simulated account, with resources that two environments have built. */
class OrphansCommandTest {

  private static final String LIVING = "11111111-1111-4111-8111-111111111111";
  private static final String GUEST = "33333333-3333-4333-8333-333333333333";
  private static final String LOST = "22222222-2222-4222-8222-222222222222";

  private SimulatedAws aws;
  private AwsClients client;
  private String out = "";
  private String err = "";
  private String lostVpc = "";
  private String livingVpc = "";

  @BeforeEach
  void build() throws IOException {
    aws = SimulatedAws.start(Simulations.options());
    client = AwsClients.inProcess(aws);
    livingVpc = vpc(LIVING, "team-a/lives");
    lostVpc = vpc(LOST, "team-a/lost");
    client
        .ec2()
        .allocateAddress(request ->
            request
                .domain("vpc")
                .tagSpecifications(
                    tags(ResourceType.ELASTIC_IP, LOST, "team-a/lost", "address/app-0")));
  }

  @AfterEach
  void end() {
    aws.close();
  }

  @Test
  void listsWhatNoLivingEnvironmentHasAndThatWhichCostsFirst() {
    assertThat(run("")).as(err).isZero();
    assertThat(out)
        .startsWith("ENVIRONMENT ID ")
        .contains(LOST + "  eu-west-1", "formerly team-a/lost", "cluster id gone", lostVpc)
        .containsSubsequence("$ address/app-0", "  vpc ")
        .doesNotContain(LIVING, livingVpc);
    assertThat(out.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(engineCalls()).isNotEmpty().noneMatch(CallRecord::mutating);
  }

  @Test
  void listsThemForPrograms() {
    assertThat(run("", "-o", "json")).as(err).isZero();
    assertThat(out)
        .contains(
            "\"format\" : \"ssmenv.io/orphans/v1\"",
            "\"environmentId\" : \"" + LOST + "\"",
            "\"regions\" : [ \"eu-west-1\" ]",
            "\"costs\" : true");
    assertThat(run("", "-o", "yaml")).as(err).isZero();
    assertThat(out).contains("environmentId: \"" + LOST + "\"");
  }

  @Test
  void printsTheManifestThatWouldAdopt() {
    assertThat(run("", "--manifest", LOST)).as(err).isZero();
    assertThat(out)
        .contains(
            "namespace: team-a\n  name: lost\n",
            "ssmenv.io/adopt: " + LOST,
            "region: eu-west-1",
            "pattern: ElasticIp",
            "cidr: 10.20.0.0/16");
  }

  @Test
  void namesTheHostOfAGuestAndDeletesItFirst() {
    String subnet =
        client
            .ec2()
            .createSubnet(request ->
                request
                    .vpcId(lostVpc)
                    .cidrBlock("10.20.192.0/24")
                    .tagSpecifications(
                        tags(ResourceType.SUBNET, GUEST, "team-a/guest", "subnet/workload-a")))
            .subnet()
            .subnetId();
    assertThat(run("", "--manifest", GUEST)).as(err).isZero();
    assertThat(out).contains("  network:\n    environment: {name: lost} # in whose VPC");

    assertThat(run("", "--delete", LOST, "--yes")).isEqualTo(1);
    assertThat(err)
        .contains(
            "Nothing was deleted: other environments stand in its VPC. Delete first team-a/guest ("
                + GUEST
                + ")");
    assertThat(ids()).contains(lostVpc, subnet);

    assertThat(run("", "--delete", GUEST, "--yes")).as(err).isZero();
    assertThat(run("", "--delete", LOST, "--yes")).as(err).isZero();
    assertThat(ids()).containsExactly(livingVpc);
  }

  @Test
  void namesTheVpcOfSomebodyElse() {
    String vpc = client.ec2().createVpc(request -> request.cidrBlock("10.1.0.0/16")).vpc().vpcId();
    client
        .ec2()
        .createSubnet(request ->
            request
                .vpcId(vpc)
                .cidrBlock("10.1.64.0/26")
                .tagSpecifications(
                    tags(ResourceType.SUBNET, GUEST, "team-a/guest", "subnet/workload-a")));
    assertThat(run("", "--manifest", GUEST)).as(err).isZero();
    assertThat(out)
        .contains(
            "  network:\n    existing: {vpcId: "
                + vpc
                + ", cidrs: [RANGES]} # as before; the subnets have 10.1.64.0/26\n");
  }

  @Test
  void deletesAfterTheIdWasTypedAndNothingElse() {
    assertThat(run("no\n", "--delete", LOST)).isEqualTo(1);
    assertThat(err).contains("Nothing was deleted");
    assertThat(ids()).contains(lostVpc);

    assertThat(run(LOST + "\n", "--delete", LOST)).as(err).isZero();
    assertThat(out)
        .contains("Deleted vpc (" + lostVpc + ")", "Nothing with the environment id " + LOST);
    assertThat(ids()).containsExactly(livingVpc);
  }

  @Test
  void deletesNothingOfALivingEnvironment() {
    assertThat(run("", "--delete", LIVING, "--yes")).isEqualTo(1);
    assertThat(err).contains("No resources without a living environment have the id " + LIVING);
    assertThat(ids()).contains(livingVpc, lostVpc);
  }

  @Test
  void deletesNothingOfAClusterWhoseOperatorStillWrites() {
    client
        .ssm()
        .putParameter(request ->
            request.name("/operators/ssmenv/gone").type(ParameterType.STRING).value("{}"));
    assertThat(run("", "--delete", LOST, "--yes")).isEqualTo(1);
    assertThat(out).contains("NOT LOST: the operator of that cluster wrote at 20");
    assertThat(err).contains("the operator of the cluster gone still writes in this account");
    assertThat(ids()).contains(lostVpc);
  }

  @Test
  void withoutAClusterNobodyKnowsWhichEnvironmentsLive() {
    assertThat(run(Optional.empty(), "", "--delete", LOST, "--yes")).isEqualTo(1);
    assertThat(err).contains("it is not known which environments live");
    assertThat(run(Optional.empty(), "", "--without-cluster")).as(err).isZero();
    assertThat(out).contains(LIVING, LOST);
  }

  private List<String> ids() {
    return aws.resources().stream().map(one -> one.id()).toList();
  }

  private List<CallRecord> engineCalls() {
    return aws.callLog().calls().stream()
        .filter(call -> call.accessKeyId().equals("AKIAORPHANS"))
        .toList();
  }

  private int run(String input, String... arguments) {
    return run(Optional.of(new OneEnvironment()), input, arguments);
  }

  private int run(Optional<Cluster> cluster, String input, String... arguments) {
    StringWriter printed = new StringWriter();
    StringWriter problems = new StringWriter();
    OrphansCommand command =
        new OrphansCommand(
            () -> cluster,
            () -> ClientFactory.of(aws.endpoint(), "AKIAORPHANS", "secret"),
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            () -> {});
    int code =
        Program.of(command)
            .setOut(new PrintWriter(printed))
            .setErr(new PrintWriter(problems))
            .execute(arguments);
    out = printed.toString();
    err = problems.toString();
    return code;
  }

  private String vpc(String environment, String owner) {
    return client
        .ec2()
        .createVpc(request ->
            request
                .cidrBlock("10.20.0.0/16")
                .tagSpecifications(tags(ResourceType.VPC, environment, owner, "vpc")))
        .vpc()
        .vpcId();
  }

  private static TagSpecification tags(
      ResourceType type, String environment, String owner, String key) {
    return TagSpecification.builder()
        .resourceType(type)
        .tags(
            new Ownership("gone", environment, owner, new Key(key))
                .tags().entrySet().stream().map(OrphansCommandTest::tag).toList())
        .build();
  }

  private static Tag tag(Map.Entry<String, String> tag) {
    return Tag.builder().key(tag.getKey()).value(tag.getValue()).build();
  }

  /** A cluster with one environment. */
  private static final class OneEnvironment implements Cluster {

    @Override
    public String id() {
      return "cluster";
    }

    @Override
    public String namespace() {
      return "default";
    }

    @Override
    public List<SsmManagedEnvironment> all() {
      SsmManagedEnvironment living = new SsmManagedEnvironment();
      living.setMetadata(
          new ObjectMetaBuilder()
              .withName("lives")
              .withNamespace("team-a")
              .withUid(LIVING)
              .build());
      return List.of(living);
    }

    @Override
    public List<SsmManagedEnvironment> list(String namespace) {
      return all();
    }

    @Override
    public Optional<SsmManagedEnvironment> find(String namespace, String name) {
      return Optional.empty();
    }

    @Override
    public Trial trial(Manifest manifest, String namespace) {
      throw new AssertionError("Nothing is tried");
    }

    @Override
    public void close() {}
  }
}
