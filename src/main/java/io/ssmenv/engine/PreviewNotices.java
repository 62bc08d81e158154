package io.ssmenv.engine;

import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.facts.ForeignVpcReading;
import io.ssmenv.status.ResolverEvents;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.VpcEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a preview says about the names of services that endpoints take over in a VPC. */
final class PreviewNotices {

  private PreviewNotices() {}

  /**
   * @param answer what is known of the VPC of somebody else, if the environment stands in one
   */
  static List<String> of(
      ReconcileRequest request,
      Optional<ForeignVpcReading.Answer> answer,
      Observation observed,
      Observation predicted) {
    Optional<String> foreignVpc =
        request
            .spec()
            .networkOrDefault()
            .existingVpc()
            .flatMap(_ -> answer.flatMap(ForeignVpcReading.Answer::vpc).map(ForeignVpc::id));
    if (foreignVpc.isPresent()) {
      return ResolverEvents.messages(
          resolvedInVpc(observed), resolvedInVpc(predicted), foreignVpc.get());
    }
    return request.deleting() || request.status().vpcId() == null
        ? List.of()
        : ResolverEvents.messages(
            request.status(),
            request.spec().connectivity().pattern(),
            resolvedInVpc(observed),
            resolvedInVpc(predicted),
            request.status().vpcId());
  }

  private static List<String> resolvedInVpc(Observation seen) {
    return Stream.concat(seen.present().values().stream(), seen.external().values().stream())
        .filter(one -> one.resource() instanceof VpcEndpoint endpoint && endpoint.privateDns())
        .map(one -> one.resource().key().name())
        .sorted()
        .toList();
  }
}
