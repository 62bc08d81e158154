package io.ssmenv.picture;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text alternative of the picture, for screen readers. */
final class AltText {

  private AltText() {}

  static String title(List<DiagramInput> inputs) {
    return inputs.stream()
        .flatMap(input -> Stream.concat(Stream.of(input), input.guests().stream()))
        .map(DiagramInput::name)
        .collect(Collectors.joining(", ", "How EC2 instances reach AWS Systems Manager: ", ""));
  }

  static String description(List<DiagramInput> inputs) {
    return inputs.stream()
        .flatMap(input ->
            Stream.concat(
                Stream.of(
                    of(
                        input,
                        NetworkLayout.of(input),
                        "a VPC with the range " + NetworkLayout.of(input).cidr())),
                input.guests().stream()
                    .map(guest ->
                        of(
                            guest,
                            NetworkLayout.of(guest, input),
                            "in the VPC of " + input.name()))))
        .collect(Collectors.joining("\n"));
  }

  private static String of(DiagramInput input, NetworkLayout layout, String place) {
    return "%s, pattern %s: %s. %s%s"
        .formatted(
            input.name(),
            input.pattern(),
            place,
            layout.zones().stream().map(zone -> of(layout, zone)).collect(Collectors.joining()),
            layout.securityRules().denyInbound()
                ? "No security group rule allows inbound traffic."
                : "Some security group rules allow inbound traffic.");
  }

  private static String of(NetworkLayout layout, NetworkLayout.Zone zone) {
    String instances =
        layout.instances(zone.workload()).stream()
            .map(instance ->
                instance.key().name()
                    + (layout.hasElasticIp(instance) ? " with an Elastic IP" : ""))
            .collect(Collectors.joining(", "));
    return "Zone %s: subnet %s (%s) with %s; %s. "
        .formatted(
            zone.name(),
            zone.workload().key().name(),
            zone.workload().cidr(),
            instances.isEmpty() ? "no instance" : "the instances " + instances,
            connectivity(layout, zone));
  }

  private static String connectivity(NetworkLayout layout, NetworkLayout.Zone zone) {
    String endpoints =
        layout.endpoints(zone.workload()).stream()
            .map(NetworkLayout::serviceName)
            .collect(Collectors.joining(", "));
    String endpointsText = endpoints.isEmpty() ? "" : ", endpoints for " + endpoints;
    return layout
            .defaultRouteTarget(zone.workload())
            .map(target -> "the default route leads to the " + target)
            .orElse("no route to the Internet")
        + endpointsText;
  }
}
