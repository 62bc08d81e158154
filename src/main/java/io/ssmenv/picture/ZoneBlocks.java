package io.ssmenv.picture;

import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.FontStyle;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.VpcEndpoint;
import java.util.List;
import java.util.Optional;

/** The blocks of an availability zone. {@link ZoneColumn} arranges them. */
final class ZoneBlocks {

  private ZoneBlocks() {}

  /** The instances of a subnet with their security group; empty if it has no instances. */
  static Optional<? extends LayoutBlock> instances(NetworkLayout layout, Subnet subnet) {
    List<ResourceBox> boxes =
        layout.instances(subnet).stream()
            .map(instance ->
                new ResourceBox(
                    true,
                    instance.key().name(),
                    instance.type(),
                    layout.hasElasticIp(instance) ? Optional.of("Elastic IP") : Optional.empty()))
            .toList();
    TableBlock rules =
        new TableBlock("security group", FontStyle.NOTE, layout.securityRules().instanceRules());
    return boxes.isEmpty()
        ? Optional.empty()
        : Optional.of(FramedBlock.of(DrawingStyle.SECURITY_GROUP, rules, boxes));
  }

  /** The route table of a subnet. */
  static LayoutBlock routeTable(NetworkLayout layout, Subnet subnet) {
    return new FramedBlock(
        DrawingStyle.RESOURCE,
        new TableBlock("route table", FontStyle.CODE, layout.routeRows(subnet)));
  }

  /** The interface endpoints of a subnet with their security group; empty if there are none. */
  static Optional<? extends LayoutBlock> endpoints(NetworkLayout layout, Subnet subnet) {
    List<VpcEndpoint> endpoints = layout.endpoints(subnet);
    if (endpoints.isEmpty()) {
      return Optional.empty();
    }
    List<ResourceBox> boxes =
        endpoints.stream()
            .map(endpoint ->
                new ResourceBox(false, NetworkLayout.serviceName(endpoint), "", Optional.empty()))
            .toList();
    return Optional.of(
        FramedBlock.of(
            DrawingStyle.SECURITY_GROUP,
            new TableBlock(
                "VPC endpoints", FontStyle.NOTE, layout.securityRules().endpointRules(endpoints)),
            boxes));
  }

  /** The NAT gateways of a subnet. */
  static LayoutBlock natGateways(NetworkLayout layout, Subnet subnet) {
    List<ResourceBox> boxes =
        layout.natGateways(subnet).stream()
            .map(nat ->
                new ResourceBox(
                    false, "NAT gateway " + nat.key().name(), "", Optional.of("Elastic IP")))
            .toList();
    return new BlockStack(boxes);
  }
}
