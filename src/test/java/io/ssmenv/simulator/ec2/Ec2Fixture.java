package io.ssmenv.simulator.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.PublicImages;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.SimulatorOptions;
import io.ssmenv.simulator.core.Throttling;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.iam.IamClient;

/** A simulated AWS whose clock only a test advances, with SDK clients. */
final class Ec2Fixture implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-23T05:00:00Z");
  static final String REGION = "eu-west-1";

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  final SimulatedAws aws;
  final Ec2Client ec2;
  final IamClient iam;

  private Ec2Fixture(SimulatorOptions options) {
    try {
      InstantSource time = now::get;
      // Token buckets would not refill while the clock stands still.
      aws =
          SimulatedAws.start(
              options.withRealTime(time).withSpeed(1).withThrottling(Throttling.OFF));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    ec2 = AwsClients.of(aws).ec2();
    iam = AwsClients.of(aws).iam();
  }

  /** Starts with consistent reads. */
  static Ec2Fixture start() {
    return start(Simulations.options().withReadLag(ReadLag.NONE));
  }

  static Ec2Fixture start(SimulatorOptions options) {
    return new Ec2Fixture(options);
  }

  void pass(Duration duration) {
    now.updateAndGet(instant -> instant.plus(duration));
  }

  void passSeconds(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  Instant now() {
    return now.get();
  }

  static String image() {
    return PublicImages.of(REGION).stream()
        .filter(image -> image.architecture().equals("x86_64") && !image.parameters().isEmpty())
        .findFirst()
        .orElseThrow()
        .id();
  }

  String vpc() {
    return ec2.createVpc(r -> r.cidrBlock("10.20.0.0/16")).vpc().vpcId();
  }

  String subnet(String vpcId, String cidr) {
    return ec2.createSubnet(r -> r.vpcId(vpcId).cidrBlock(cidr)).subnet().subnetId();
  }

  String gateway(String vpcId) {
    String id = ec2.createInternetGateway(_ -> {}).internetGateway().internetGatewayId();
    ec2.attachInternetGateway(r -> r.internetGatewayId(id).vpcId(vpcId));
    return id;
  }

  String address() {
    return ec2.allocateAddress(r -> r.domain("vpc")).allocationId();
  }

  String networkInterface(String subnetId) {
    return ec2.createNetworkInterface(r -> r.subnetId(subnetId))
        .networkInterface()
        .networkInterfaceId();
  }

  String table(String vpcId) {
    return ec2.createRouteTable(r -> r.vpcId(vpcId)).routeTable().routeTableId();
  }

  static TagSpecification tags(ResourceType type, String key, String value) {
    return TagSpecification.builder()
        .resourceType(type)
        .tags(Tag.builder().key(key).value(value).build())
        .build();
  }

  static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  /** Asserts that a call fails with an error code and returns the exception. */
  static AwsServiceException refused(String code, Runnable call) {
    AwsServiceException e = catchThrowableOfType(AwsServiceException.class, call::run);
    assertThat(e).as("expected a refusal with %s", code).isNotNull();
    assertThat(e.awsErrorDetails().errorCode()).as(e.getMessage()).isEqualTo(code);
    return e;
  }

  @Override
  public void close() {
    ec2.close();
    iam.close();
    aws.close();
  }
}
