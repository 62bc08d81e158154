package io.ssmenv.simulator.iam;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.RegionalState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The permissions that IAM's calls need, from the Service Authorization Reference [D]. The ARN of a
 * role or profile that does not exist has no path, because its path is unknown [C].
 */
final class IamAccess implements Access.Model {

  private static final String BOUNDARY = "PermissionsBoundary";

  private final RegionalState<IamState> states;

  IamAccess(RegionalState<IamState> states) {
    this.states = states;
  }

  @Override
  public List<Access> requiredAccess(Call call) {
    IamState state = states.of(call.accountId(), RegionalState.GLOBAL);
    Params params = call.params();
    String action = "iam:" + call.action();
    return switch (call.action()) {
      case "CreateRole" ->
          createdArn(createdArn(call, "role", "RoleName"), boundary(params), "iam:TagRole", call);
      case "CreateInstanceProfile" ->
          createdArn(
              createdArn(call, "instance-profile", "InstanceProfileName"),
              Optional.empty(),
              "iam:TagInstanceProfile",
              call);
      case "CreateOpenIDConnectProvider" ->
          createdArn(
              OidcProvider.arn(call.accountId(), params.text("Url").orElse("")),
              Optional.empty(),
              "iam:TagOpenIDConnectProvider",
              call);
      default -> {
        List<Access> needed = new ArrayList<>();
        Optional<Access> profile =
            params.text("InstanceProfileName").map(name -> profile(call, state, action, name));
        Optional<Access> role =
            params.text("RoleName").map(name -> role(call, state, action, name));
        needed.add(
            profile
                .or(() -> role)
                .orElseGet(() -> other(action, params))
                .withRequestTags(tags(params)));
        if (call.action().equals("AddRoleToInstanceProfile")) {
          role.map(Access::resource).map(IamAccess::passRole).ifPresent(needed::add);
        }
        yield needed;
      }
    };
  }

  /** Returns the permission to pass a role to EC2. */
  private static Access passRole(String roleArn) {
    return Access.to("iam:PassRole", roleArn).with("iam:PassedToService", "ec2.amazonaws.com");
  }

  private static String createdArn(Call call, String type, String parameter) {
    return arn(
        call,
        type,
        call.params().text("Path").orElse("/") + call.params().text(parameter).orElse(""));
  }

  private static List<Access> createdArn(
      String arn, Optional<String> boundary, String tagging, Call call) {
    Map<String, String> tags = tags(call.params());
    Access create =
        Access.to("iam:" + call.action(), arn)
            .withRequestTags(tags)
            .with("iam:PermissionsBoundary", boundary.stream().toArray(String[]::new));
    return tags.isEmpty()
        ? List.of(create)
        : List.of(create, Access.to(tagging, arn).withRequestTags(tags));
  }

  private static Access profile(Call call, IamState state, String action, String name) {
    return state
        .profiles()
        .get(Identity.key(name))
        .map(
            profile -> Access.to(action, profile.identity().arn()).withResourceTags(profile.tags()))
        .orElseGet(() -> Access.to(action, arn(call, "instance-profile", "/" + name)));
  }

  private static Access role(Call call, IamState state, String action, String name) {
    Params params = call.params();
    return state
        .roles()
        .get(Identity.key(name))
        .map(role ->
            Access.to(action, role.identity().arn())
                .withResourceTags(role.tags())
                .with(
                    "iam:PermissionsBoundary",
                    boundary(params).or(role::boundary).stream().toArray(String[]::new)))
        .orElseGet(() -> Access.to(action, arn(call, "role", "/" + name)))
        .with("iam:PolicyARN", params.text("PolicyArn").stream().toArray(String[]::new));
  }

  private static Access other(String action, Params params) {
    return Access.to(
        action,
        params.text("PolicyArn").or(() -> params.text("OpenIDConnectProviderArn")).orElse("*"));
  }

  private static Optional<String> boundary(Params params) {
    return params.text(BOUNDARY);
  }

  private static Map<String, String> tags(Params params) {
    Map<String, String> tags = new LinkedHashMap<>();
    params
        .structs("Tags")
        .forEach(tag -> tags.put(tag.text("Key").orElse(""), tag.text("Value").orElse("")));
    return tags;
  }

  private static String arn(Call call, String type, String pathAndName) {
    return "arn:aws:iam::%s:%s%s".formatted(call.accountId(), type, pathAndName);
  }
}
