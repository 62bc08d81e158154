package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.ec2.ResourceIdType.NETWORK_INTERFACE;
import static io.ssmenv.simulator.ec2.ResourceIdType.SECURITY_GROUP_RULE;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.InstanceProfileSource;
import io.ssmenv.simulator.core.InstanceProfileSource.ProfileView;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.RegionalState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The permissions that EC2's calls need, from the Service Authorization Reference [D]. */
final class Ec2Access implements Access.Model {

  private final RegionalState<Ec2State> states;
  private final InstanceProfileSource profiles;

  Ec2Access(RegionalState<Ec2State> states, InstanceProfileSource profiles) {
    this.states = states;
    this.profiles = profiles;
  }

  @Override
  public List<Access> requiredAccess(Call call) {
    String action = "ec2:" + call.action();
    if (call.action().startsWith("Describe")) {
      return List.of(Access.to(action, "*"));
    }
    Ec2State state = states.of(call);
    RequiredResourceTypes required = RequiredResourceTypes.forAction(call.action());
    if (required.isEmpty()) {
      return List.of(Access.to(action, "*"));
    }
    List<Access> needed = new ArrayList<>();
    for (ResourceIdType idType : required.created()) {
      created(call, state, idType).forEach(needed::add);
    }
    NamedResources.in(call, state)
        .filter(one -> required.named().contains(one.idType()))
        .map(one -> existing(call, state, one))
        .forEach(needed::add);
    call.params()
        .text("ImageId")
        .map(id -> Access.to(action, "arn:aws:ec2:%s::image/%s".formatted(call.region(), id)))
        .ifPresent(needed::add);
    passedRole(call).ifPresent(needed::add);
    if (call.action().equals("CreateVpcEndpoint")
        && call.params().flag("PrivateDnsEnabled").orElse(false)) {
      needed.add(
          Access.to("route53:AssociateVPCWithHostedZone", "arn:aws:route53:::hostedzone/Z1AWS"));
    }
    return needed;
  }

  /**
   * Returns the permissions to create a resource, which has no id yet. Its tags need a permission
   * of their own.
   */
  private static Stream<Access> created(Call call, Ec2State state, ResourceIdType idType) {
    String arn = state.arn(idType.resourceType() + "/*");
    Map<String, String> tags = specified(call, idType);
    Access create = Access.to("ec2:" + call.action(), arn).withRequestTags(tags);
    return tags.isEmpty()
        ? Stream.of(create)
        : Stream.of(
            create,
            Access.to("ec2:CreateTags", arn)
                .withRequestTags(tags)
                .with("ec2:CreateAction", call.action()));
  }

  /** A launch does not evaluate the tags of the interface that it uses. */
  private static Access existing(Call call, Ec2State state, NamedResources.Named one) {
    Access access =
        Access.to("ec2:" + call.action(), state.arn(one.idType().resourceType() + "/" + one.id()));
    boolean ignoresTags = call.action().equals("RunInstances") && one.idType() == NETWORK_INTERFACE;
    Map<String, String> written =
        call.action().endsWith("Tags") ? pairs(call.params().structs("Tag")) : Map.of();
    return (ignoresTags ? access : access.withResourceTags(one.tags())).withRequestTags(written);
  }

  private static Map<String, String> specified(Call call, ResourceIdType idType) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Params specification : call.params().structs("TagSpecification")) {
      if (specification.text("ResourceType").filter(idType.resourceType()::equals).isPresent()) {
        tags.putAll(pairs(specification.structs("Tag")));
      }
    }
    return idType == SECURITY_GROUP_RULE ? Map.of() : tags;
  }

  private static Map<String, String> pairs(List<Params> list) {
    Map<String, String> tags = new LinkedHashMap<>();
    list.forEach(tag -> tags.put(tag.text("Key").orElse(""), tag.text("Value").orElse("")));
    return tags;
  }

  /** Returns the permission to pass the role of the instance profile. */
  private Optional<Access> passedRole(Call call) {
    return call.params()
        .struct("IamInstanceProfile")
        .flatMap(profile -> profile.text("Name").or(() -> profile.text("Arn")))
        .flatMap(name -> profiles.find(call.accountId(), name))
        .flatMap(ProfileView::roleArn)
        .map(role ->
            Access.to("iam:PassRole", role).with("iam:PassedToService", "ec2.amazonaws.com"));
  }
}
