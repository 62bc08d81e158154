package io.ssmenv.cli.orphans;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.command.Program;
import io.ssmenv.cli.manifest.Manifest;
import io.ssmenv.cli.plan.Cluster;
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
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** A simulated account with resources that two environments have built, and the command. */
final class OrphanAccount implements AutoCloseable {

  static final String LIVING = "11111111-1111-4111-8111-111111111111";
  static final String LOST = "22222222-2222-4222-8222-222222222222";
  static final String GUEST = "33333333-3333-4333-8333-333333333333";

  final SimulatedAws aws;
  final AwsClients client;
  String out = "";
  String err = "";

  /** What the command has printed so far. */
  volatile StringWriter printed = new StringWriter();

  /** Of the command. */
  Duration patience = OrphanTiming.DELETION_PATIENCE;

  final String lostVpc;
  final String livingVpc;

  OrphanAccount() throws IOException {
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
    await().until(this::everythingIsListed);
  }

  /** AWS does not list at once what was created. */
  private boolean everythingIsListed() {
    Set<String> listed = new HashSet<>();
    client.ec2().describeVpcs().vpcs().forEach(vpc -> listed.add(vpc.vpcId()));
    client.ec2().describeSubnets().subnets().forEach(subnet -> listed.add(subnet.subnetId()));
    client.ec2().describeAddresses().addresses().forEach(one -> listed.add(one.allocationId()));
    return listed.containsAll(ids());
  }

  @Override
  public void close() {
    aws.close();
  }

  List<String> ids() {
    return aws.resources().stream().map(one -> one.id()).toList();
  }

  List<CallRecord> engineCalls() {
    return aws.callLog().calls().stream()
        .filter(call -> call.accessKeyId().equals("AKIAORPHANS"))
        .toList();
  }

  int run(String input, String... arguments) {
    return run(Optional.of(new OneEnvironment()), input, arguments);
  }

  int run(Optional<Cluster> cluster, String input, String... arguments) {
    printed = new StringWriter();
    StringWriter problems = new StringWriter();
    OrphansCommand command =
        new OrphansCommand(
            id ->
                cluster.map(
                    one -> id.<Cluster>map(named -> new NamedCluster(named, one)).orElse(one)),
            () -> ClientFactory.of(aws.endpoint(), "AKIAORPHANS", "secret"),
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            () -> {},
            patience);
    int code =
        Program.of(command)
            .setOut(new PrintWriter(printed))
            .setErr(new PrintWriter(problems))
            .execute(arguments);
    out = printed.toString();
    err = problems.toString();
    return code;
  }

  String vpc(String environment, String owner) {
    return client
        .ec2()
        .createVpc(request ->
            request
                .cidrBlock("10.20.0.0/16")
                .tagSpecifications(tags(ResourceType.VPC, environment, owner, "vpc")))
        .vpc()
        .vpcId();
  }

  /** Of a guest. AWS does not find a new VPC at once. */
  String subnet(String vpc, String range) {
    String id =
        await()
            .ignoreExceptionsInstanceOf(Ec2Exception.class)
            .until(
                () ->
                    client
                        .ec2()
                        .createSubnet(request ->
                            request
                                .vpcId(vpc)
                                .cidrBlock(range)
                                .tagSpecifications(
                                    tags(
                                        ResourceType.SUBNET,
                                        GUEST,
                                        "team-a/guest",
                                        "subnet/workload-a")))
                        .subnet()
                        .subnetId(),
                Objects::nonNull);
    await().until(this::everythingIsListed);
    return id;
  }

  static TagSpecification tags(ResourceType type, String environment, String owner, String key) {
    return TagSpecification.builder()
        .resourceType(type)
        .tags(
            new Ownership("gone", environment, owner, new Key(key))
                .tags().entrySet().stream().map(OrphanAccount::tag).toList())
        .build();
  }

  private static Tag tag(Map.Entry<String, String> tag) {
    return Tag.builder().key(tag.getKey()).value(tag.getValue()).build();
  }

  /** Lets the operator of the cluster {@code gone} leave a heartbeat. */
  void beat(String region) {
    client
        .in(software.amazon.awssdk.regions.Region.of(region))
        .ssm()
        .putParameter(request ->
            request.name("/operators/ssmenv/gone").type(ParameterType.STRING).value("{}"));
  }

  /** A cluster with one environment, in which another one may be created later. */
  static final class OneEnvironment implements Cluster {

    private final int listsWithoutSecond;
    private final String second;
    private int lists;

    OneEnvironment() {
      this(Integer.MAX_VALUE, "");
    }

    /**
     * @param listsWithoutSecond how often the environments are listed before there is a second one
     * @param second its UID
     */
    OneEnvironment(int listsWithoutSecond, String second) {
      this.listsWithoutSecond = listsWithoutSecond;
      this.second = second;
    }

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
      return lists++ < listsWithoutSecond
          ? List.of(environment("lives", LIVING))
          : List.of(environment("lives", LIVING), environment("second", second));
    }

    private static SsmManagedEnvironment environment(String name, String uid) {
      SsmManagedEnvironment environment = new SsmManagedEnvironment();
      environment.setMetadata(
          new ObjectMetaBuilder().withName(name).withNamespace("team-a").withUid(uid).build());
      return environment;
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
