package io.ssmenv.aws.iam;

import io.ssmenv.aws.call.AdoptionCheck;
import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.call.Fallback;
import io.ssmenv.aws.call.NotFound;
import io.ssmenv.aws.call.UserTags;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.aws.inventory.ListedHandler;
import io.ssmenv.aws.inventory.ListedResource;
import io.ssmenv.aws.inventory.Listing;
import io.ssmenv.aws.inventory.ReadLag;
import io.ssmenv.aws.inventory.SdkListing;
import io.ssmenv.aws.inventory.TagScope;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.RoleInlinePolicy;
import io.ssmenv.topology.RolePolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.PolicyDetail;

/** IAM roles; their id is their name. Their listing includes their policies. */
public final class RoleHandler implements ListedHandler<Role> {

  /** The path of all IAM resources of the operator, which listings and policies filter by. */
  public static final String PATH = "/ssmenv/";

  private final Fallback details = Fallback.whenUnsupportedOrDenied();
  private final Listing listing =
      new SdkListing<>(
          "GetAccountAuthorizationDetails",
          Role.class,
          Set.of(RolePolicy.class, RoleInlinePolicy.class),
          this::list,
          (clients, name) -> List.of(get(clients, name)),
          Read::item,
          ReadLag.IAM);

  @Override
  public Class<Role> type() {
    return Role.class;
  }

  @Override
  public Listing listing() {
    return listing;
  }

  @Override
  public Created create(AwsCall call, Role desired) {
    CreateRoleRequest.Builder request =
        CreateRoleRequest.builder()
            .roleName(desired.name())
            .path(desired.path())
            .description("Instances of " + call.owner())
            .assumeRolePolicyDocument(desired.trust())
            .tags(IamTags.write(call.tags(desired.tags())));
    desired.boundary().ifPresent(request::permissionsBoundary);
    try {
      call.iam().createRole(request.build());
    } catch (IamException e) {
      if (!ErrorClassifier.isCode(e, "EntityAlreadyExists")) {
        throw e;
      }
      var there = call.iam().getRole(get -> get.roleName(desired.name())).role();
      AdoptionCheck.require(
          call, "CreateRole", "The role " + desired.name(), IamTags.read(there.tags()));
    }
    return Created.ready(desired.name());
  }

  @Override
  public String update(AwsCall call, Role desired, Observed current, Set<Component> changed) {
    IamClient iam = call.iam();
    String name = current.id();
    if (changed.contains(Role.TRUST)) {
      iam.updateAssumeRolePolicy(request -> request.roleName(name).policyDocument(desired.trust()));
    }
    if (changed.contains(Role.BOUNDARY)) {
      desired
          .boundary()
          .ifPresentOrElse(
              arn ->
                  iam.putRolePermissionsBoundary(
                      request -> request.roleName(name).permissionsBoundary(arn)),
              () -> iam.deleteRolePermissionsBoundary(request -> request.roleName(name)));
    }
    SortedMap<String, String> missing =
        desired.tags().missingFrom(((Role) current.resource()).tags());
    if (!missing.isEmpty()) {
      iam.tagRole(request -> request.roleName(name).tags(IamTags.write(missing)));
    }
    return current.id();
  }

  @Override
  public Deletion delete(AwsCall call, Role observed, String id) {
    return NotFound.deleted(() -> call.iam().deleteRole(request -> request.roleName(id)));
  }

  /** The operator does not change an instance profile of somebody else. */
  @Override
  public List<String> blockers(AwsCall call, Role observed, String id) {
    return call
        .iam()
        .listInstanceProfilesForRolePaginator(request -> request.roleName(id))
        .instanceProfiles()
        .stream()
        .map(profile -> "instance profile " + profile.instanceProfileName())
        .toList();
  }

  @Override
  public Change change(Role desired, Role observed, Set<Component> changed) {
    return changed.contains(Role.NAME)
        ? new Change.Refused(
            "A role cannot be renamed. To use another name, delete and recreate the environment")
        : new Change.InPlace();
  }

  /**
   * Lists roles with trust policy, all policies, boundary and tags in one paginated call. The call
   * covers the whole account, so some accounts do not allow it. Then each role is read.
   */
  private Stream<Read> list(Clients clients, TagScope scope) {
    return details.call(() -> listAtOnce(clients), () -> listEach(clients)).stream()
        .filter(role -> scope.contains(role.tags()));
  }

  private static List<Read> listAtOnce(Clients clients) {
    return clients
        .iam()
        .getAccountAuthorizationDetailsPaginator(
            request -> request.filter(EntityType.ROLE).maxItems(1000))
        .stream()
        .flatMap(page -> page.roleDetailList().stream())
        .filter(role -> role.path().startsWith(PATH))
        .map(role ->
            new Read(
                role.roleName(),
                role.path(),
                role.assumeRolePolicyDocument(),
                role.permissionsBoundary(),
                role.createDate(),
                IamTags.read(role.tags()),
                role.attachedManagedPolicies(),
                role.rolePolicyList().stream().map(PolicyDetail::policyName).toList()))
        .toList();
  }

  private static List<Read> listEach(Clients clients) {
    return clients
        .iam()
        .listRolesPaginator(request -> request.pathPrefix(PATH).maxItems(1000))
        .roles()
        .stream()
        .flatMap(role -> NotFound.find(() -> List.of(get(clients, role.roleName()))).stream())
        .toList();
  }

  private static Read get(Clients clients, String name) {
    var role = clients.iam().getRole(request -> request.roleName(name)).role();
    List<AttachedPolicy> policies =
        clients
            .iam()
            .listAttachedRolePoliciesPaginator(request -> request.roleName(name))
            .attachedPolicies()
            .stream()
            .toList();
    List<String> inline =
        clients
            .iam()
            .listRolePoliciesPaginator(request -> request.roleName(name))
            .policyNames()
            .stream()
            .toList();
    return new Read(
        role.roleName(),
        role.path(),
        role.assumeRolePolicyDocument(),
        role.permissionsBoundary(),
        role.createDate(),
        IamTags.read(role.tags()),
        policies,
        inline);
  }

  /** A role as both calls return it. */
  private record Read(
      String name,
      String path,
      String encodedTrust,
      @Nullable AttachedPermissionsBoundary boundary,
      @Nullable Instant created,
      Map<String, String> tags,
      List<AttachedPolicy> policies,
      List<String> inlinePolicies) {

    ListedResource item() {
      return new ListedResource(
          name,
          tags,
          false,
          "exists",
          (key, refs) -> {
            List<Observed> decoded = new ArrayList<>();
            decoded.add(
                new Observed(
                    new Role(
                        key,
                        name,
                        path,
                        TrustPolicy.canonical(encodedTrust),
                        Optional.ofNullable(boundary)
                            .map(AttachedPermissionsBoundary::permissionsBoundaryArn),
                        UserTags.of(tags)),
                    name,
                    State.READY,
                    "exists",
                    Optional.ofNullable(created)
                        .map(at -> Map.of(Observed.CREATED, at.toString()))
                        .orElse(Map.of())));
            decoded.addAll(RolePolicyHandler.decode(policies, key, name, refs));
            decoded.addAll(RoleInlinePolicyHandler.decode(inlinePolicies, name, refs));
            return decoded;
          });
    }
  }
}
