package io.ssmenv.aws.ec2;

import io.ssmenv.aws.Absence;
import io.ssmenv.aws.AwsCall;
import io.ssmenv.aws.ErrorCatalogue;
import io.ssmenv.aws.inventory.Names;
import io.ssmenv.cloud.ResourceKind;
import io.ssmenv.plan.Rules.Change;
import io.ssmenv.plan.Rules.Withdrawal;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.InternetGatewayAttachment;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.InternetGateway;

/** The link of an Internet gateway to its VPC. Its id is the gateway's. */
public final class InternetGatewayAttachmentKind
    implements ResourceKind<InternetGatewayAttachment, AwsCall> {

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
      if (!ErrorCatalogue.isCode(e, "Resource.AlreadyAssociated")
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
      AwsCall call, InternetGatewayAttachment desired, Observed current, Set<String> fields) {
    throw new IllegalStateException("An attachment is never changed, it is made anew");
  }

  @Override
  public Removal delete(AwsCall call, InternetGatewayAttachment observed, String id) {
    String vpc = call.id(observed.vpc());
    try {
      return Absence.gone(() ->
          call.ec2().detachInternetGateway(request -> request.internetGatewayId(id).vpcId(vpc)));
    } catch (Ec2Exception e) {
      if (ErrorCatalogue.isCode(e, "Gateway.NotAttached")) {
        return Removal.UNKNOWN;
      }
      throw e;
    }
  }

  @Override
  public Change change(
      InternetGatewayAttachment desired, InternetGatewayAttachment observed, Set<String> fields) {
    return new Change.DeleteFirst();
  }

  @Override
  public Withdrawal withdrawal(InternetGatewayAttachment observed, Topology desired) {
    return Withdrawal.RETIRE;
  }

  /** A gateway is not let go while the VPC has mapped public addresses. */
  @Override
  public Set<Class<? extends Resource>> outlives() {
    return Set.of(AddressAssociation.class, NatGateway.class);
  }

  static List<Observed> decode(InternetGateway gateway, Names names) {
    return gateway.attachments().stream()
        .filter(attachment -> attachment.vpcId() != null)
        .filter(attachment -> !States.word(attachment.stateAsString()).equals("detached"))
        .map(attachment -> {
          String state = States.word(attachment.stateAsString());
          return new Observed(
              new InternetGatewayAttachment(
                  InternetGatewayAttachment.KEY,
                  names.ref(gateway.internetGatewayId()),
                  names.ref(attachment.vpcId())),
              gateway.internetGatewayId(),
              States.of(state),
              state);
        })
        .toList();
  }
}
