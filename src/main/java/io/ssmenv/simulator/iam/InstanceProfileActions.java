package io.ssmenv.simulator.iam;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.Struct;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Creates, reads, changes, tags and deletes instance profiles. */
final class InstanceProfileActions implements ActionGroup {
  private final RegionalState<IamState> states;
  private final IamPages pages;
  private final int quota;

  InstanceProfileActions(RegionalState<IamState> states, IamPages pages, int quota) {
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
            "CreateInstanceProfile",
            this::create,
            "InstanceProfileName",
            "Path",
            "Tags.Key",
            "Tags.Value"),
        read("GetInstanceProfile", this::get, "InstanceProfileName"),
        read("ListInstanceProfiles", this::list, "PathPrefix", "MaxItems", "Marker"),
        read("ListInstanceProfilesForRole", this::listForRole, "RoleName", "MaxItems", "Marker"),
        write("AddRoleToInstanceProfile", this::addRole, "InstanceProfileName", "RoleName"),
        write("RemoveRoleFromInstanceProfile", this::removeRole, "InstanceProfileName", "RoleName"),
        write("DeleteInstanceProfile", this::delete, "InstanceProfileName"),
        write("TagInstanceProfile", this::tag, "InstanceProfileName", "Tags.Key", "Tags.Value"),
        write("UntagInstanceProfile", this::untag, "InstanceProfileName", "TagKeys"),
        read(
            "ListInstanceProfileTags",
            this::listTags,
            "InstanceProfileName",
            "MaxItems",
            "Marker"));
  }

  private Struct create(Call call) {
    IamState state = state(call);
    String name = IamInput.profileName(call.params());
    String path = IamInput.path(call.params());
    Map<String, String> tags = IamInput.tags(call.params(), Map.of());
    if (state.profiles().get(Identity.key(name)).isPresent()) {
      throw IamErrors.alreadyExists("Instance Profile", name);
    }
    if (state.profiles().all().count() >= quota) {
      throw IamErrors.quota("InstanceProfilesPerAccount", quota);
    }
    SimulatedInstanceProfile profile =
        new SimulatedInstanceProfile(
            state.identity("AIPA", "instance-profile", path, name, call.now()),
            Optional.empty(),
            tags,
            call.now());
    state.profiles().add(profile, call.now());
    return Struct.empty().with("InstanceProfile", IamReplies.profile(profile, Optional.empty()));
  }

  private Struct get(Call call) {
    IamState state = state(call);
    SimulatedInstanceProfile profile =
        state.readProfile(IamInput.profileName(call.params()), call.now());
    return Struct.empty()
        .with("InstanceProfile", IamReplies.profile(profile, state.roleOf(profile, call.now())));
  }

  private Struct list(Call call) {
    String prefix = IamInput.pathPrefix(call.params());
    IamState state = state(call);
    return pages.page(
        Struct.empty(),
        call,
        "InstanceProfiles",
        () ->
            state
                .profiles()
                .list(call.now())
                .filter(profile -> profile.identity().path().startsWith(prefix))
                .map(p -> IamReplies.listedProfile(p, state.roleOf(p, call.now())))
                .toList());
  }

  private Struct listForRole(Call call) {
    IamState state = state(call);
    SimulatedRole role = state.readRole(IamInput.roleName(call.params()), call.now());
    return pages.page(
        Struct.empty(), call, "InstanceProfiles", () -> state.profilesOf(role, call.now()));
  }

  private Struct addRole(Call call) {
    IamState state = state(call);
    SimulatedInstanceProfile profile = state.profile(IamInput.profileName(call.params()));
    SimulatedRole role = state.role(IamInput.roleName(call.params()));
    if (profile.roleName().isPresent()) {
      throw IamErrors.quota("InstanceSessionsPerInstanceProfile", 1);
    }
    state.profiles().update(profile.id(), call.now(), p -> p.withRole(role.name(), call.now()));
    return Struct.empty();
  }

  private Struct removeRole(Call call) {
    IamState state = state(call);
    SimulatedInstanceProfile profile = state.profile(IamInput.profileName(call.params()));
    SimulatedRole role = state.role(IamInput.roleName(call.params()));
    if (!profile.roleName().equals(Optional.of(role.name()))) {
      throw IamErrors.noSuchRole(role.name());
    }
    state.profiles().update(profile.id(), call.now(), SimulatedInstanceProfile::withoutRole);
    return Struct.empty();
  }

  private Struct delete(Call call) {
    IamState state = state(call);
    SimulatedInstanceProfile profile = state.profile(IamInput.profileName(call.params()));
    if (profile.roleName().isPresent()) {
      throw ErrorWords.error("role-in-profile");
    }
    state.profiles().remove(profile.id(), call.now());
    return Struct.empty();
  }

  private Struct tag(Call call) {
    return change(call, p -> p.withTags(IamInput.tags(call.params(), p.tags())));
  }

  private Struct untag(Call call) {
    return change(call, p -> p.withTags(IamInput.withoutTags(call.params(), p.tags())));
  }

  private Struct change(Call call, UnaryOperator<SimulatedInstanceProfile> change) {
    IamState state = state(call);
    SimulatedInstanceProfile changed =
        change.apply(state.profile(IamInput.profileName(call.params())));
    state.profiles().update(changed.id(), call.now(), _ -> changed);
    return Struct.empty();
  }

  private Struct listTags(Call call) {
    SimulatedInstanceProfile profile =
        state(call).readProfile(IamInput.profileName(call.params()), call.now());
    return pages.page(Struct.empty(), call, "Tags", () -> IamReplies.tags(profile.tags()));
  }

  private IamState state(Call call) {
    return states.of(call.accountId(), RegionalState.GLOBAL);
  }
}
