package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Manages VPC Block Public Access: one mode for each account and region, and exclusions of VPCs and
 * subnets from it. A change applies at once, although AWS takes minutes.
 */
final class PublicAccessBlockActions implements Ec2ActionGroup {
  private static final Set<String> MODES =
      Set.of(RegionalSettings.OFF, RegionalSettings.INGRESS, RegionalSettings.BIDIRECTIONAL);
  private static final Set<String> EXCLUSION_MODES =
      Set.of(RegionalSettings.ALLOW_ALL, RegionalSettings.ALLOW_EGRESS);
  private static final String CREATED = "create-complete";

  private final Ec2Context ec2;

  PublicAccessBlockActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write("ModifyVpcBlockPublicAccessOptions", this::modify, "InternetGatewayBlockMode"),
        read("DescribeVpcBlockPublicAccessOptions", this::describeOptions),
        write(
                "CreateVpcBlockPublicAccessExclusion",
                this::create,
                "InternetGatewayExclusionMode",
                "SubnetId",
                "VpcId")
            .and(Ec2Tags.ON_CREATE),
        read("DescribeVpcBlockPublicAccessExclusions", this::describe, "ExclusionId")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS),
        write("DeleteVpcBlockPublicAccessExclusion", this::delete, "ExclusionId"));
  }

  private Struct modify(Call call) {
    Ec2State state = ec2.state(call);
    state.settings().block(mode(call, "InternetGatewayBlockMode", MODES), call.now());
    return options(state);
  }

  private Struct describeOptions(Call call) {
    return options(ec2.state(call));
  }

  private static String mode(Call call, String parameter, Set<String> known) {
    String mode = call.params().required(parameter);
    if (!known.contains(mode)) {
      throw ApiErrors.invalid("Value (%s) for parameter %s is invalid.", mode, parameter);
    }
    return mode;
  }

  private static Struct options(Ec2State state) {
    RegionalSettings settings = state.settings();
    Struct options =
        Struct.empty()
            .with("awsAccountId", state.accountId())
            .with("awsRegion", state.region())
            .with("internetGatewayBlockMode", settings.blockMode())
            .with("state", settings.changedAt().isEmpty() ? "default-state" : "update-complete")
            .with("managedBy", "account")
            .with("exclusionsAllowed", "allowed");
    settings.changedAt().ifPresent(at -> options.with("lastUpdateTimestamp", at));
    return Struct.empty().with("vpcBlockPublicAccessOptions", options);
  }

  private Struct create(Call call) {
    Ec2State state = ec2.state(call);
    Optional<String> vpc = call.params().text("VpcId");
    Optional<String> subnet = call.params().text("SubnetId");
    if (vpc.isPresent() == subnet.isPresent()) {
      throw ApiErrors.combination("Exactly one of VpcId and SubnetId must be specified");
    }
    vpc.ifPresent(id -> state.vpcs().require(id, call.now()));
    subnet.ifPresent(id -> state.subnets().require(id, call.now()));
    PublicAccessExclusion exclusion =
        new PublicAccessExclusion(
            state.newId(ResourceIdType.PUBLIC_ACCESS_EXCLUSION),
            vpc.or(() -> subnet).orElseThrow(),
            mode(call, "InternetGatewayExclusionMode", EXCLUSION_MODES),
            call.now(),
            Ec2Tags.onCreate(call, ResourceIdType.PUBLIC_ACCESS_EXCLUSION));
    state.settings().add(exclusion, call.now());
    return Struct.empty().with("vpcBlockPublicAccessExclusion", render(state, exclusion));
  }

  private Struct describe(Call call) {
    Ec2State state = ec2.state(call);
    Filters<PublicAccessExclusion> filters =
        Filters.tagged(PublicAccessExclusion::tags)
            .one("resource-arn", exclusion -> arn(state, exclusion))
            .one("internet-gateway-exclusion-mode", PublicAccessExclusion::mode)
            .one("state", _ -> CREATED);
    return ec2.page(
        call,
        "vpcBlockPublicAccessExclusionSet",
        Pages.THOUSAND,
        () ->
            state
                .settings()
                .exclusions()
                .described(call.params().texts("ExclusionId"), call.now())
                .filter(filters.of(call))
                .map(exclusion -> render(state, exclusion)));
  }

  private Struct delete(Call call) {
    Ec2State state = ec2.state(call);
    PublicAccessExclusion exclusion =
        state.settings().exclusions().require(call.params().required("ExclusionId"), call.now());
    state.settings().remove(exclusion, call.now());
    return Struct.empty().with("vpcBlockPublicAccessExclusion", render(state, exclusion));
  }

  private static String arn(Ec2State state, PublicAccessExclusion exclusion) {
    String id = exclusion.resourceId();
    return state.arn((id.startsWith("vpc-") ? "vpc/" : "subnet/") + id);
  }

  private static Struct render(Ec2State state, PublicAccessExclusion exclusion) {
    return Struct.empty()
        .with("exclusionId", exclusion.id())
        .with("internetGatewayExclusionMode", exclusion.mode())
        .with("resourceArn", arn(state, exclusion))
        .with("state", CREATED)
        .with("creationTimestamp", exclusion.createdAt())
        .with("tagSet", Ec2Tags.set(exclusion.tags()));
  }
}
