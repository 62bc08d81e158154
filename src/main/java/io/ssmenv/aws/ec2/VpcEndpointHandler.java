package io.ssmenv.aws.ec2;

import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.call.UserTags;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.aws.inventory.ListedHandler;
import io.ssmenv.aws.inventory.ListedResource;
import io.ssmenv.aws.inventory.Listing;
import io.ssmenv.aws.inventory.SdkListing;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.plan.LifecycleRules.PruneTiming;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Topology;
import io.ssmenv.topology.VpcEndpoint;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroupIdentifier;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItemError;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/** VPC endpoints. AWS manages their network interfaces and deletes them with the endpoint. */
public final class VpcEndpointHandler implements ListedHandler<VpcEndpoint> {

  private static final Listing LISTING =
      new SdkListing<>(
          "DescribeVpcEndpoints",
          VpcEndpoint.class,
          Set.of(),
          (clients, scope) ->
              clients
                  .ec2()
                  .describeVpcEndpointsPaginator(
                      request -> request.filters(Tagging.inScope(scope)).maxResults(1000))
                  .vpcEndpoints()
                  .stream(),
          (clients, id) ->
              clients
                  .ec2()
                  .describeVpcEndpoints(request -> request.vpcEndpointIds(id))
                  .vpcEndpoints(),
          VpcEndpointHandler::item);

  private static final List<String> DEAD =
      List.of("deleting", "deleted", "failed", "rejected", "expired");
  private static final Set<Component> REPLACED_FOR =
      Set.of(VpcEndpoint.VPC, VpcEndpoint.SERVICE, VpcEndpoint.TYPE);

  @Override
  public Class<VpcEndpoint> type() {
    return VpcEndpoint.class;
  }

  @Override
  public Listing listing() {
    return LISTING;
  }

  /** The SDK does not set the client token of this call [M]. */
  @Override
  public Created create(AwsCall call, VpcEndpoint desired) {
    CreateVpcEndpointRequest.Builder request =
        CreateVpcEndpointRequest.builder()
            .vpcId(call.id(desired.vpc()))
            .serviceName(desired.service())
            .clientToken(call.token())
            .tagSpecifications(
                Tagging.specification(ResourceType.VPC_ENDPOINT, call.tags(desired.tags())));
    switch (desired.type()) {
      case INTERFACE ->
          request
              .vpcEndpointType(VpcEndpointType.INTERFACE)
              .subnetIds(ids(call, desired.subnets()))
              .securityGroupIds(ids(call, desired.groups()))
              .privateDnsEnabled(desired.privateDns());
      case GATEWAY ->
          request
              .vpcEndpointType(VpcEndpointType.GATEWAY)
              .routeTableIds(ids(call, desired.tables()));
    }
    software.amazon.awssdk.services.ec2.model.VpcEndpoint endpoint =
        call.ec2().createVpcEndpoint(request.build()).vpcEndpoint();
    return States.created(
        "CreateVpcEndpoint", endpoint.vpcEndpointId(), States.word(endpoint.stateAsString()), DEAD);
  }

  /** Corrects all differences in one call, because this API has the lowest rate limit. */
  @Override
  public String update(
      AwsCall call, VpcEndpoint desired, Observed current, Set<Component> changed) {
    VpcEndpoint there = (VpcEndpoint) current.resource();
    if (!Component.onlyTags(changed)) {
      ModifyVpcEndpointRequest.Builder request =
          ModifyVpcEndpointRequest.builder()
              .vpcEndpointId(current.id())
              .addSubnetIds(added(call, desired.subnets(), there.subnets()))
              .removeSubnetIds(added(call, there.subnets(), desired.subnets()))
              .addSecurityGroupIds(added(call, desired.groups(), there.groups()))
              .removeSecurityGroupIds(added(call, there.groups(), desired.groups()))
              .addRouteTableIds(added(call, desired.tables(), there.tables()))
              .removeRouteTableIds(added(call, there.tables(), desired.tables()));
      if (changed.contains(VpcEndpoint.POLICY)) {
        request.resetPolicy(true);
      }
      if (changed.contains(VpcEndpoint.PRIVATE_DNS)) {
        request.privateDnsEnabled(desired.privateDns());
      }
      call.ec2().modifyVpcEndpoint(request.build());
    }
    Tagging.correct(call, current.id(), desired.tags(), there.tags());
    return current.id();
  }

  /** A refusal is part of a response with status 200 [D]. */
  @Override
  public Deletion delete(AwsCall call, VpcEndpoint observed, String id) {
    for (var refused :
        call.ec2().deleteVpcEndpoints(request -> request.vpcEndpointIds(id)).unsuccessful()) {
      UnsuccessfulItemError reason = refused.error();
      CloudError error =
          ErrorClassifier.classify("DeleteVpcEndpoints", reason.code(), reason.message());
      if (error instanceof CloudError.NotFound) {
        return Deletion.NOT_FOUND;
      }
      throw new CloudException(error);
    }
    return Deletion.DELETING;
  }

  @Override
  public Change change(VpcEndpoint desired, VpcEndpoint observed, Set<Component> changed) {
    return changed.stream().anyMatch(REPLACED_FOR::contains)
        ? new Change.DeleteFirst()
        : new Change.InPlace();
  }

  @Override
  public PruneTiming pruneTiming(VpcEndpoint observed, Topology desired) {
    return PruneTiming.AFTER_CUTOVER;
  }

  /** Instances use the endpoint through private DNS, so it is disabled before the deletion. */
  @Override
  public Optional<VpcEndpoint> drainedForm(VpcEndpoint observed) {
    return Optional.of(observed)
        .filter(endpoint -> endpoint.type() == VpcEndpoint.Type.INTERFACE && endpoint.privateDns())
        .map(VpcEndpoint::withoutPrivateDns);
  }

  @Override
  public boolean affectsConnectivity() {
    return true;
  }

  @Override
  public boolean affectsConnectivity(VpcEndpoint resource) {
    return resource.isForAgents();
  }

  private static ListedResource item(
      software.amazon.awssdk.services.ec2.model.VpcEndpoint endpoint) {
    Map<String, String> tags = Tagging.read(endpoint.tags());
    String state = States.word(endpoint.stateAsString());
    String awsState =
        States.withReason(
            state, endpoint.lastError() == null ? null : endpoint.lastError().message());
    return ListedResource.of(
        endpoint.vpcEndpointId(),
        tags,
        state.equals("deleted"),
        awsState,
        key ->
            List.of(
                new Observed(
                    decode(endpoint, key),
                    endpoint.vpcEndpointId(),
                    States.of(state),
                    awsState,
                    endpoint.lastError() == null
                        ? Map.of()
                        : States.failure(
                            endpoint.lastError().code(), endpoint.lastError().message()))));
  }

  /**
   * Only interface endpoints have private DNS [D]. For other endpoints the value is ignored,
   * because it cannot be corrected (moto returns {@code true}).
   */
  static VpcEndpoint decode(
      software.amazon.awssdk.services.ec2.model.VpcEndpoint endpoint, Key key) {
    VpcEndpoint.Type type =
        "gateway".equalsIgnoreCase(endpoint.vpcEndpointTypeAsString())
            ? VpcEndpoint.Type.GATEWAY
            : VpcEndpoint.Type.INTERFACE;
    return new VpcEndpoint(
        key,
        Ref.id(endpoint.vpcId()),
        endpoint.serviceName(),
        type,
        refs(endpoint.subnetIds()),
        refs(endpoint.groups().stream().map(SecurityGroupIdentifier::groupId).toList()),
        refs(endpoint.routeTableIds()),
        EndpointPolicy.of(endpoint.policyDocument()),
        type == VpcEndpoint.Type.INTERFACE && Boolean.TRUE.equals(endpoint.privateDnsEnabled()),
        UserTags.of(Tagging.read(endpoint.tags())));
  }

  private static SortedSet<Ref> refs(Collection<String> ids) {
    return ids.stream().map(Ref::id).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> ids(AwsCall call, Set<Ref> refs) {
    return refs.stream().sorted().map(call::id).toList();
  }

  private static List<String> added(AwsCall call, Set<Ref> to, Set<Ref> from) {
    Set<Ref> added = new HashSet<>(to);
    added.removeAll(from);
    return ids(call, added);
  }
}
