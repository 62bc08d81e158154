package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.core.Value;
import io.ssmenv.simulator.core.ZonalService;
import java.util.List;

/** Describes the services that support VPC endpoints in a region. */
final class EndpointServiceActions implements Ec2ActionGroup {
  private static final Filters<EndpointService> FILTERS =
      Filters.<EndpointService>untagged()
          .one("service-name", EndpointService::name)
          .one("service-type", EndpointService::type)
          .one("owner", _ -> "amazon");

  private final Ec2Context ec2;

  EndpointServiceActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        read("DescribeVpcEndpointServices", this::describe, "ServiceName")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS));
  }

  private Struct describe(Call call) {
    List<String> names = call.params().texts("ServiceName");
    names.forEach(name -> require(call.region(), name));
    Struct answer =
        ec2.page(
            call,
            "serviceDetailSet",
            Pages.UP_TO_THOUSAND,
            () ->
                EndpointService.of(call.region()).stream()
                    .filter(service -> names.isEmpty() || names.contains(service.name()))
                    .filter(FILTERS.of(call))
                    .map(service -> render(call, service)));
    if (answer.members().get("serviceDetailSet") instanceof Value.Items details) {
      answer.with(
          "serviceNameSet",
          details.values().stream().map(detail -> ((Struct) detail).members().get("serviceName")));
    }
    return answer;
  }

  /** Returns the service with this name in a region. */
  static EndpointService require(String region, String name) {
    return EndpointService.find(region, name)
        .orElseThrow(() -> ErrorWords.error("invalid-service-name", name));
  }

  private List<String> zones(Call call, EndpointService service) {
    return Zone.of(call.region()).stream()
        .map(Zone::name)
        .filter(zone ->
            ec2.state(call)
                .simulation()
                .faults()
                .isListed(zone, new ZonalService.InterfaceEndpoints(service.shortName())))
        .toList();
  }

  private Struct render(Call call, EndpointService service) {
    Struct rendered =
        Struct.empty()
            .with("serviceName", service.name())
            .with("serviceId", "vpce-svc-%017x".formatted(service.name().hashCode()))
            .with("serviceType", List.of(Struct.empty().with("serviceType", service.type())))
            .with("serviceRegion", call.region())
            .with("availabilityZoneSet", Value.texts(zones(call, service)))
            .with("owner", "amazon")
            .with("acceptanceRequired", false)
            .with("managesVpcEndpoints", false)
            .with("vpcEndpointPolicySupported", true)
            .with("tagSet", List.of());
    service
        .privateDnsName()
        .ifPresent(name ->
            rendered
                .with("privateDnsName", name)
                .with("privateDnsNameVerificationState", "verified")
                .with("privateDnsNameSet", List.of(Struct.empty().with("privateDnsName", name))));
    return rendered;
  }
}
