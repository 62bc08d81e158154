package io.ssmenv.aws.iam;

import io.ssmenv.aws.budget.ItemReads;
import io.ssmenv.aws.call.AdoptionCheck;
import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.call.BlockerSearch;
import io.ssmenv.aws.call.NotFound;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.aws.inventory.ListedHandler;
import io.ssmenv.aws.inventory.Listing;
import io.ssmenv.aws.inventory.ReadLag;
import io.ssmenv.aws.inventory.SdkListing;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.RoleInlinePolicy;
import io.ssmenv.topology.RolePolicy;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.IamException;

/** IAM roles; their id is their name. Their listing includes their policies. */
public final class RoleHandler implements ListedHandler<Role> {

  /** The path of all IAM resources of the operator, which listings and policies filter by. */
  public static final String PATH = "/ssmenv/";

  private final RoleReader reader;
  private final Listing listing;

  public RoleHandler() {
    this(new RoleReader(ItemReads.UNLIMITED));
  }

  public RoleHandler(RoleReader reader) {
    this.reader = reader;
    this.listing =
        SdkListing.withItemReads(
            "GetAccountAuthorizationDetails",
            Role.class,
            Set.of(RolePolicy.class, RoleInlinePolicy.class),
            reader::list,
            (clients, name) -> List.of(RoleReader.get(clients.iam(), name)),
            RoleReader.ReadRole::item,
            ReadLag.IAM);
  }

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
    reader.written(
        call.clients(),
        name,
        read ->
            read.trust().equals(desired.trust())
                && read.boundaryArn().equals(desired.boundary())
                && read.tags().entrySet().containsAll(missing.entrySet()));
    return current.id();
  }

  @Override
  public Deletion delete(AwsCall call, Role observed, String id) {
    return NotFound.deleted(() -> call.iam().deleteRole(request -> request.roleName(id)));
  }

  /** The operator does not change an instance profile of somebody else. */
  @Override
  public List<String> blockers(AwsCall call, Role observed, String id) {
    return new BlockerSearch()
        .add(
            "instance profiles",
            "ListInstanceProfilesForRole",
            () ->
                call
                    .iam()
                    .listInstanceProfilesForRolePaginator(request -> request.roleName(id))
                    .instanceProfiles()
                    .stream()
                    .map(profile -> "instance profile " + profile.instanceProfileName())
                    .toList())
        .blockers();
  }

  @Override
  public Change change(Role desired, Role observed, Set<Component> changed) {
    return changed.contains(Role.NAME)
        ? new Change.Refused(
            "A role cannot be renamed. To use another name, delete and recreate the environment")
        : new Change.InPlace();
  }
}
