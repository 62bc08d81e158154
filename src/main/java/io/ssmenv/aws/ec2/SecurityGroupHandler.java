package io.ssmenv.aws.ec2;

import io.ssmenv.aws.call.AdoptionCheck;
import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.call.NotFound;
import io.ssmenv.aws.call.UserTags;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.aws.inventory.ListedHandler;
import io.ssmenv.aws.inventory.ListedResource;
import io.ssmenv.aws.inventory.Listing;
import io.ssmenv.aws.inventory.SdkListing;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.plan.LifecycleRules.PruneTiming;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.SecurityGroup;
import io.ssmenv.topology.SecurityGroupRule;
import io.ssmenv.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Security groups; their listing includes their rules. */
public final class SecurityGroupHandler implements ListedHandler<SecurityGroup> {

  private static final Listing LISTING =
      new SdkListing<>(
          "DescribeSecurityGroups",
          SecurityGroup.class,
          Set.of(SecurityGroupRule.class),
          (clients, scope) ->
              clients
                  .ec2()
                  .describeSecurityGroupsPaginator(
                      request -> request.filters(Tagging.inScope(scope)).maxResults(1000))
                  .securityGroups()
                  .stream(),
          (clients, id) ->
              clients
                  .ec2()
                  .describeSecurityGroups(request -> request.groupIds(id))
                  .securityGroups(),
          SecurityGroupHandler::item);

  @Override
  public Class<SecurityGroup> type() {
    return SecurityGroup.class;
  }

  @Override
  public Listing listing() {
    return LISTING;
  }

  /** AWS adds a rule for all egress to each new group; deleting that rule is a separate step. */
  @Override
  public Created create(AwsCall call, SecurityGroup desired) {
    String vpc = call.id(desired.vpc());
    try {
      String id =
          call.ec2()
              .createSecurityGroup(request ->
                  request
                      .vpcId(vpc)
                      .groupName(desired.name())
                      .description(desired.description())
                      .tagSpecifications(
                          Tagging.specification(
                              ResourceType.SECURITY_GROUP, call.tags(desired.tags()))))
              .groupId();
      return Created.ready(id)
          .withCreatedLinks(
              List.of(
                  new Observed(
                      SecurityGroupRuleHandler.everythingOut(desired.key()),
                      id,
                      State.READY,
                      "active")));
    } catch (Ec2Exception e) {
      if (!ErrorClassifier.isCode(e, "InvalidGroup.Duplicate")) {
        throw e;
      }
      return Created.ready(existing(call, desired, vpc).orElseThrow(() -> e));
    }
  }

  private static Optional<String> existing(AwsCall call, SecurityGroup desired, String vpc) {
    return call
        .ec2()
        .describeSecurityGroups(request ->
            request.filters(
                Tagging.filter("group-name", desired.name()), Tagging.filter("vpc-id", vpc)))
        .securityGroups()
        .stream()
        .findFirst()
        .map(group -> {
          AdoptionCheck.require(
              call,
              "CreateSecurityGroup",
              "The security group " + desired.name() + " (" + group.groupId() + ")",
              Tagging.read(group.tags()));
          return group.groupId();
        });
  }

  @Override
  public String update(
      AwsCall call, SecurityGroup desired, Observed current, Set<Component> changed) {
    Tagging.correct(
        call, current.id(), desired.tags(), ((SecurityGroup) current.resource()).tags());
    return current.id();
  }

  @Override
  public Deletion delete(AwsCall call, SecurityGroup observed, String id) {
    return NotFound.deleted(() -> call.ec2().deleteSecurityGroup(request -> request.groupId(id)));
  }

  @Override
  public List<String> blockers(AwsCall call, SecurityGroup observed, String id) {
    return DeletionBlockers.ofGroup(call, id);
  }

  @Override
  public Change change(SecurityGroup desired, SecurityGroup observed, Set<Component> changed) {
    return Component.onlyTags(changed)
        ? new Change.InPlace()
        : new Change.Refused(
            "The VPC and the name of a security group cannot be changed. To use others, delete and"
                + " recreate the environment");
  }

  @Override
  public PruneTiming pruneTiming(SecurityGroup observed, Topology desired) {
    return PruneTiming.AFTER_CUTOVER;
  }

  private static ListedResource item(
      software.amazon.awssdk.services.ec2.model.SecurityGroup group) {
    Map<String, String> tags = Tagging.read(group.tags());
    return ListedResource.of(group.groupId(), tags, false, "available", key -> decode(group, key));
  }

  static List<Observed> decode(
      software.amazon.awssdk.services.ec2.model.SecurityGroup group, Key key) {
    List<Observed> decoded = new ArrayList<>();
    decoded.add(
        new Observed(
            new SecurityGroup(
                key,
                Ref.id(group.vpcId()),
                group.groupName(),
                group.description(),
                UserTags.of(Tagging.read(group.tags()))),
            group.groupId(),
            State.READY,
            "available"));
    decoded.addAll(SecurityGroupRuleHandler.decode(group, key));
    return decoded;
  }
}
