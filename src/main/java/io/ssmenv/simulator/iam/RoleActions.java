package io.ssmenv.simulator.iam;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.Struct;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Creates, reads, changes, tags and deletes roles. */
final class RoleActions implements ActionGroup {
  private static final int HOUR = 3600;

  private final RegionalState<IamState> states;
  private final IamPages pages;
  private final int quota;

  RoleActions(RegionalState<IamState> states, IamPages pages, int quota) {
    this.states = states;
    this.pages = pages;
    this.quota = quota;
  }

  @Override
  public String service() {
    return "iam";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write(
            "CreateRole",
            this::create,
            "RoleName",
            "Path",
            "AssumeRolePolicyDocument",
            "Description",
            "MaxSessionDuration",
            "PermissionsBoundary",
            "Tags.Key",
            "Tags.Value"),
        read("GetRole", this::get, "RoleName"),
        read("ListRoles", this::list, "PathPrefix", "MaxItems", "Marker"),
        write("UpdateRole", this::update, "RoleName", "Description", "MaxSessionDuration"),
        write("UpdateAssumeRolePolicy", this::updateTrust, "RoleName", "PolicyDocument"),
        write("DeleteRole", this::delete, "RoleName"),
        write("PutRolePermissionsBoundary", this::putBoundary, "RoleName", "PermissionsBoundary"),
        write("DeleteRolePermissionsBoundary", this::deleteBoundary, "RoleName"),
        write("TagRole", this::tag, "RoleName", "Tags.Key", "Tags.Value"),
        write("UntagRole", this::untag, "RoleName", "TagKeys"),
        read("ListRoleTags", this::listTags, "RoleName", "MaxItems", "Marker"));
  }

  private Struct create(Call call) {
    Params params = call.params();
    IamState state = state(call);
    String name = IamInput.roleName(params);
    String path = IamInput.path(params);
    PolicyDocument trust = IamInput.trust(params, "AssumeRolePolicyDocument");
    Map<String, String> tags = IamInput.tags(params, Map.of());
    Optional<String> boundary = params.text("PermissionsBoundary");
    boundary.ifPresent(arn -> checkBoundary(state, arn));
    int seconds = sessionSeconds(params).orElse(HOUR);
    if (state.roles().get(Identity.key(name)).isPresent()) {
      throw IamErrors.alreadyExists("Role with name", name);
    }
    if (state.roles().all().count() >= quota) {
      throw IamErrors.quota("RolesPerAccount", quota);
    }
    SimulatedRole role =
        new SimulatedRole(
            state.identity("AROA", "role", path, name, call.now()),
            trust,
            params.text("Description").orElse(""),
            seconds,
            boundary,
            tags,
            Map.of(),
            Map.of());
    return Struct.empty().with("Role", IamReplies.role(state.roles().add(role, call.now())));
  }

  private Struct get(Call call) {
    SimulatedRole role = state(call).readRole(IamInput.roleName(call.params()), call.now());
    return Struct.empty().with("Role", IamReplies.role(role).with("RoleLastUsed", Struct.empty()));
  }

  private Struct list(Call call) {
    String prefix = IamInput.pathPrefix(call.params());
    return pages.page(
        Struct.empty(),
        call,
        "Roles",
        () ->
            state(call)
                .roles()
                .list(call.now())
                .filter(role -> role.identity().path().startsWith(prefix))
                .map(IamReplies::listedRole)
                .toList());
  }

  private Struct update(Call call) {
    String description = call.params().text("Description").orElse("");
    int seconds = sessionSeconds(call.params()).orElse(HOUR);
    change(call, (_, role) -> role.withDescription(description, seconds));
    return Struct.empty();
  }

  private Struct updateTrust(Call call) {
    PolicyDocument trust = IamInput.trust(call.params(), "PolicyDocument");
    change(call, (_, role) -> role.withTrust(trust));
    return Struct.empty();
  }

  private Struct delete(Call call) {
    IamState state = state(call);
    SimulatedRole role = state.role(IamInput.roleName(call.params()));
    if (state.profiles().all().anyMatch(p -> p.roleName().equals(Optional.of(role.name())))) {
      throw ErrorWords.error("role-in-profile");
    }
    if (!role.attachedPolicies().isEmpty()) {
      throw ErrorWords.error("role-has-policies");
    }
    if (!role.inlinePolicies().isEmpty()) {
      throw ErrorWords.error("role-has-inline-policies");
    }
    state.roles().remove(role.id(), call.now());
    return Struct.empty();
  }

  private Struct putBoundary(Call call) {
    String arn = call.params().required("PermissionsBoundary");
    change(
        call,
        (state, role) -> {
          checkBoundary(state, arn);
          return role.withBoundary(arn);
        });
    return Struct.empty();
  }

  private Struct deleteBoundary(Call call) {
    change(call, (_, role) -> role.withoutBoundary());
    return Struct.empty();
  }

  private Struct tag(Call call) {
    change(call, (_, role) -> role.withTags(IamInput.tags(call.params(), role.tags())));
    return Struct.empty();
  }

  private Struct untag(Call call) {
    change(call, (_, role) -> role.withTags(IamInput.withoutTags(call.params(), role.tags())));
    return Struct.empty();
  }

  private Struct listTags(Call call) {
    SimulatedRole role = state(call).readRole(IamInput.roleName(call.params()), call.now());
    return pages.page(Struct.empty(), call, "Tags", () -> IamReplies.tags(role.tags()));
  }

  private void change(Call call, BiFunction<IamState, SimulatedRole, SimulatedRole> change) {
    IamState state = state(call);
    SimulatedRole changed = change.apply(state, state.role(IamInput.roleName(call.params())));
    state.roles().update(changed.id(), call.now(), _ -> changed);
  }

  private static void checkBoundary(IamState state, String arn) {
    if (state.policy(arn).isEmpty()) {
      throw ErrorWords.error("boundary-not-attachable", arn);
    }
  }

  private static Optional<Integer> sessionSeconds(Params params) {
    Optional<Integer> seconds = params.integer("MaxSessionDuration");
    if (seconds.filter(s -> s < HOUR || s > 12 * HOUR).isPresent()) {
      throw IamErrors.validation(
          "maxSessionDuration", "Member must have value between 3600 and 43200");
    }
    return seconds;
  }

  private IamState state(Call call) {
    return states.of(call.accountId(), RegionalState.GLOBAL);
  }
}
