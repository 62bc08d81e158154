package io.ssmenv.aws.details;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/** Reads the resources of a region through which instances reach others. */
public final class DetailReads implements AutoCloseable {

  public static final String ENDPOINT_ID = "VPC endpoint ID";
  public static final String SERVICE = "Service name";
  public static final String TYPE = "Endpoint type";
  public static final String STATUS = "Status";
  public static final String PRIVATE_DNS = "Private DNS names enabled";
  public static final String DESTINATION = "Destination";
  public static final String TARGET = "Target";

  private final Clients clients;

  public DetailReads(ClientFactory factory, String region) {
    clients = factory.clients(region);
  }

  /**
   * Reads an Elastic IP by its address.
   *
   * @throws CloudException if AWS refuses it
   */
  public Optional<Details> elasticIp(String address) {
    return read(
        "DescribeAddresses",
        () ->
            clients
                .ec2()
                .describeAddresses(request -> request.filters(filter("public-ip", address)))
                .addresses()
                .stream()
                .findFirst()
                .map(DetailReads::elasticIp));
  }

  private static Details elasticIp(Address address) {
    return new Details.Builder()
        .with("Allocated IPv4 address", address.publicIp())
        .with("Allocation ID", address.allocationId())
        .with("Association ID", address.associationId())
        .with("Associated instance ID", address.instanceId())
        .with("Private IP address", address.privateIpAddress())
        .with("Network interface ID", address.networkInterfaceId())
        .tagged(address.tags());
  }

  /**
   * Reads the NAT gateway of a VPC that has an address.
   *
   * @throws CloudException if AWS refuses it
   */
  public Optional<Details> natGateway(String vpc, String address) {
    return read(
        "DescribeNatGateways",
        () ->
            clients
                .ec2()
                .describeNatGatewaysPaginator(request -> request.filter(filter("vpc-id", vpc)))
                .natGateways()
                .stream()
                .flatMap(gateway ->
                    gateway.natGatewayAddresses().stream()
                        .filter(one -> address.equals(one.publicIp()))
                        .map(one -> natGateway(gateway, one)))
                .findFirst());
  }

  private static Details natGateway(NatGateway gateway, NatGatewayAddress address) {
    return new Details.Builder()
        .with("NAT gateway ID", gateway.natGatewayId())
        .with("Connectivity type", capitalized(gateway.connectivityTypeAsString()))
        .with("State", capitalized(gateway.stateAsString()))
        .with("Primary public IPv4 address", address.publicIp())
        .with("Primary private IPv4 address", address.privateIp())
        .with("Primary network interface ID", address.networkInterfaceId())
        .with("VPC", gateway.vpcId())
        .with("Subnet", gateway.subnetId())
        .with("Created", gateway.createTime())
        .tagged(gateway.tags());
  }

  /**
   * Reads the endpoints of a VPC, sorted by their services.
   *
   * @throws CloudException if AWS refuses it
   */
  public List<Details> endpoints(String vpc) {
    return read(
        "DescribeVpcEndpoints",
        () ->
            clients
                .ec2()
                .describeVpcEndpointsPaginator(request -> request.filters(filter("vpc-id", vpc)))
                .vpcEndpoints()
                .stream()
                .map(DetailReads::endpoint)
                .sorted((one, other) -> one.value(SERVICE).compareTo(other.value(SERVICE)))
                .toList());
  }

  private static Details endpoint(VpcEndpoint endpoint) {
    return new Details.Builder()
        .with(ENDPOINT_ID, endpoint.vpcEndpointId())
        .with(SERVICE, endpoint.serviceName())
        .with(TYPE, endpoint.vpcEndpointTypeAsString())
        .with(STATUS, capitalized(endpoint.stateAsString()))
        .with(PRIVATE_DNS, endpoint.privateDnsEnabled())
        .with("VPC ID", endpoint.vpcId())
        .tagged(endpoint.tags());
  }

  /**
   * Reads the routes of the subnet of an instance.
   *
   * @throws CloudException if AWS refuses it
   */
  public List<Details> routes(String vpc, String instance) {
    return read(
        "DescribeRouteTables",
        () ->
            clients
                .ec2()
                .describeRouteTables(request ->
                    request.filters(
                        filter("vpc-id", vpc), filter("association.subnet-id", subnet(instance))))
                .routeTables()
                .stream()
                .flatMap(table -> table.routes().stream())
                .map(DetailReads::route)
                .toList());
  }

  private String subnet(String instance) {
    return clients
        .ec2()
        .describeInstances(request -> request.instanceIds(instance))
        .reservations()
        .getFirst()
        .instances()
        .getFirst()
        .subnetId();
  }

  private static Details route(Route route) {
    return new Details.Builder()
        .with(DESTINATION, route.destinationCidrBlock())
        .with(DESTINATION, route.destinationPrefixListId())
        .with(TARGET, route.natGatewayId())
        .with(TARGET, route.gatewayId())
        .with(STATUS, capitalized(route.stateAsString()))
        .tagged(List.of());
  }

  private static <T> T read(String action, Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      throw new CloudException(ErrorClassifier.classify(action, e), e);
    }
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private static String capitalized(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  @Override
  public void close() {
    clients.close();
  }
}
