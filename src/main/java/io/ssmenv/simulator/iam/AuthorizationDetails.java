package io.ssmenv.simulator.iam;

import static io.ssmenv.simulator.core.Operation.read;

import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.Struct;
import java.util.List;
import java.util.Set;

/**
 * Returns all roles of the account with their policies, profiles and tags in one paginated call,
 * which is the cheapest way to observe many roles. The simulator has no users and groups, and does
 * not list managed policies here.
 */
final class AuthorizationDetails implements ActionGroup {
  private static final Set<String> FILTERS =
      Set.of("User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy");

  private final RegionalState<IamState> states;
  private final IamPages pages;

  AuthorizationDetails(RegionalState<IamState> states, IamPages pages) {
    this.states = states;
    this.pages = pages;
  }

  @Override
  public String service() {
    return "iam";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        read("GetAccountAuthorizationDetails", this::details, "Filter", "MaxItems", "Marker"));
  }

  private Struct details(Call call) {
    List<String> filters = call.params().texts("Filter");
    for (String filter : filters) {
      if (!FILTERS.contains(filter)) {
        throw IamErrors.validation("filter", "Member must satisfy enum value set: " + FILTERS);
      }
    }
    if (!filters.equals(List.of("Role"))) {
      throw IamErrors.validation(
          "filter",
          "The simulator supports GetAccountAuthorizationDetails with Filter=Role only, because it"
              + " has no users and groups");
    }
    IamState state = states.of(call.accountId(), RegionalState.GLOBAL);
    Struct answer =
        Struct.empty()
            .with("UserDetailList", List.of())
            .with("GroupDetailList", List.of())
            .with("Policies", List.of());
    return pages.page(
        answer,
        call,
        "RoleDetailList",
        () ->
            state
                .roles()
                .list(call.now())
                .map(role -> IamReplies.roleDetail(role, state.profilesOf(role, call.now())))
                .toList());
  }
}
