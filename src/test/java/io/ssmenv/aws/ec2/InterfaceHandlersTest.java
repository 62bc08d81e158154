package io.ssmenv.aws.ec2;

import static io.ssmenv.aws.HandlerFixture.TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.aws.WireTest;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.topology.Address;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.InternetGateway;
import io.ssmenv.topology.InternetGatewayAttachment;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.SecurityGroup;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Vpc;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The handlers of network interfaces and their addresses on a simulated AWS. */
class InterfaceHandlersTest extends WireTest {

  static final Vpc VPC = new Vpc(Key.of("vpc"), "10.20.0.0/16", true, false, TAGS);
  static final Subnet SUBNET =
      new Subnet(Key.of("subnet", "workload-a"), Ref.to(VPC), "10.20.1.0/24", "eu-west-1a", TAGS);
  static final SecurityGroup GROUP =
      new SecurityGroup(
          Key.of("securitygroup", "workload"), Ref.to(VPC), "workload", "Instances", TAGS);
  static final NetworkInterface INTERFACE =
      new NetworkInterface(
          Key.of("networkinterface", "app-0"),
          Ref.to(SUBNET),
          new TreeSet<>(Set.of(Ref.to(GROUP))),
          TAGS);
  private final NetworkInterfaceHandler interfaces = new NetworkInterfaceHandler();
  private final SecurityGroupHandler groups = new SecurityGroupHandler();

  private Ec2Client ec2;

  @BeforeEach
  void prepare() {
    ec2 = fixture.clients().ec2();
    fixture.createReady(new VpcHandler(), VPC);
    fixture.createReady(new SubnetHandler(), SUBNET);
    fixture.createReady(groups, GROUP);
    fixture.createReady(interfaces, INTERFACE);
  }

  @Test
  void anInterfaceIsCreatedOnceForATokenAndItsGroupsAreCorrected() {
    String id = fixture.id(INTERFACE);
    assertThat(fixture.create(interfaces, INTERFACE).id()).isEqualTo(id);
    SecurityGroup other =
        new SecurityGroup(Key.of("securitygroup", "o"), Ref.to(VPC), "other", "Other", TAGS);
    fixture.createReady(groups, other);
    ec2.modifyNetworkInterfaceAttribute(
        request -> request.networkInterfaceId(id).groups(fixture.id(other)));

    Observed corrected = fixture.correct(interfaces, interfaces, INTERFACE);

    assertThat(corrected.detail(Observed.PRIVATE_IP))
        .hasValueSatisfying(ip -> assertThat(ip).startsWith("10.20.1."));
    fixture.deleteFully(interfaces, INTERFACE);
  }

  @Test
  void anAddressIsAssociatedWithTheInterfaceAndMovedBackFromAnother() {
    InternetGateway gateway = new InternetGateway(Key.of("internetgateway"), TAGS);
    InternetGatewayHandler gateways = new InternetGatewayHandler();
    fixture.createReady(gateways, gateway);
    AddressHandler addresses = new AddressHandler();
    AddressAssociationHandler associations = new AddressAssociationHandler();
    Address address = new Address(Key.of("address", "app-0"), TAGS);
    AddressAssociation association =
        new AddressAssociation(
            AddressAssociation.key(address.key()), Ref.to(address), Ref.to(INTERFACE));
    fixture.createReady(addresses, address);
    assertThatThrownBy(() -> fixture.create(associations, association))
        .satisfies(e ->
            assertThat(ErrorClassifier.classify("AssociateAddress", e))
                .isInstanceOf(CloudError.Conflict.class));

    fixture.createReady(
        new InternetGatewayAttachmentHandler(),
        gateways,
        new InternetGatewayAttachment(InternetGatewayAttachment.KEY, Ref.to(gateway), Ref.to(VPC)));
    fixture.createReady(associations, addresses, association);
    fixture.create(associations, association);
    assertThat(fixture.listed(addresses)).hasSize(2);

    NetworkInterface other =
        new NetworkInterface(
            Key.of("networkinterface", "app-1"), INTERFACE.subnet(), INTERFACE.groups(), TAGS);
    fixture.createReady(interfaces, other);
    ec2.associateAddress(request ->
        request
            .allocationId(fixture.id(address))
            .networkInterfaceId(fixture.id(other))
            .allowReassociation(true));
    fixture.correct(associations, addresses, association);

    fixture.deleteFully(associations, addresses, association);
    fixture.deleteFully(addresses, address);
  }
}
