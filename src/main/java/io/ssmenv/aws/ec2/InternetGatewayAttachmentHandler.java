package io.ssmenv.aws.ec2;

import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.call.NotFound;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.ResourceHandler;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.plan.LifecycleRules.PruneTiming;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.InternetGatewayAttachment;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.InternetGateway;

/** The attachment of an internet gateway to its VPC. Its id is that of the gateway. */
public final class InternetGatewayAttachmentHandler
    implements ResourceHandler<InternetGatewayAttachment, AwsCall> {

  @Override
  public Class<InternetGatewayAttachment> type() {
    return InternetGatewayAttachment.class;
  }

  @Override
  public Created create(AwsCall call, InternetGatewayAttachment desired) {
    String gateway = call.id(desired.gateway());
    String vpc = call.id(desired.vpc());
    try {
      call.ec2().attachInternetGateway(request -> request.internetGatewayId(gateway).vpcId(vpc));
    } catch (Ec2Exception e) {
      if (!ErrorClassifier.isCode(e, "Resource.AlreadyAssociated")
          || !isAttached(call, gateway, vpc)) {
        throw e;
      }
    }
    return Created.ready(gateway);
  }

  private static boolean isAttached(AwsCall call, String gateway, String vpc) {
    return call
        .ec2()
        .describeInternetGateways(request -> request.internetGatewayIds(gateway))
        .internetGateways()
        .stream()
        .flatMap(one -> one.attachments().stream())
        .anyMatch(attachment -> vpc.equals(attachment.vpcId()));
  }

  @Override
  public String update(
      AwsCall call, InternetGatewayAttachment desired, Observed current, Set<Component> changed) {
    throw new IllegalStateException("An attachment is replaced, never updated");
  }

  @Override
  public Deletion delete(AwsCall call, InternetGatewayAttachment observed, String id) {
    String vpc = call.id(observed.vpc());
    return NotFound.linkDeleted(
        "Gateway.NotAttached",
        () ->
            call.ec2().detachInternetGateway(request -> request.internetGatewayId(id).vpcId(vpc)));
  }

  @Override
  public List<String> blockers(AwsCall call, InternetGatewayAttachment observed, String id) {
    return DeletionBlockers.ofGatewayAttachment(call, call.id(observed.vpc()));
  }

  @Override
  public Change change(
      InternetGatewayAttachment desired,
      InternetGatewayAttachment observed,
      Set<Component> changed) {
    return new Change.DeleteFirst();
  }

  @Override
  public PruneTiming pruneTiming(InternetGatewayAttachment observed, Topology desired) {
    return PruneTiming.AFTER_CUTOVER;
  }

  /** A gateway cannot be detached while the VPC has mapped public addresses. */
  @Override
  public Set<Class<? extends Resource>> deletedAfter() {
    return Set.of(AddressAssociation.class, NatGateway.class);
  }

  static List<Observed> decode(InternetGateway gateway) {
    return gateway.attachments().stream()
        .filter(attachment -> attachment.vpcId() != null)
        .filter(attachment -> !States.word(attachment.stateAsString()).equals("detached"))
        .map(attachment -> {
          String state = States.word(attachment.stateAsString());
          return new Observed(
              new InternetGatewayAttachment(
                  InternetGatewayAttachment.KEY,
                  Ref.id(gateway.internetGatewayId()),
                  Ref.id(attachment.vpcId())),
              gateway.internetGatewayId(),
              States.of(state),
              state);
        })
        .toList();
  }
}
