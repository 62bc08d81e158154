package io.ssmenv.aws.iam;

import io.ssmenv.aws.budget.ItemReads;
import io.ssmenv.aws.call.AttributeCache;
import io.ssmenv.aws.call.Fallback;
import io.ssmenv.aws.call.UserTags;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.aws.inventory.ListedResource;
import io.ssmenv.aws.inventory.SdkListing;
import io.ssmenv.aws.inventory.TagScope;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.RoleInlinePolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;

/**
 * Reads roles with trust policy, all policies, boundary and tags in one paginated call. The call
 * covers the whole account, so some accounts do not allow it. Then each role is read, as the budget
 * allows.
 */
public final class RoleReader {

  private final Fallback details = Fallback.whenUnsupportedOrDenied();
  private final ItemReads budget;

  /** The key is name and unique id, because a recreated role has the same name. */
  private final AttributeCache<Optional<ReadRole>> roles = AttributeCache.refreshingAll("GetRole");

  /**
   * @param budget of the reads of single roles
   */
  public RoleReader(ItemReads budget) {
    this.budget = budget;
  }

  SdkListing.Items<ReadRole> list(Clients clients, TagScope scope) {
    SdkListing.Items<ReadRole> all =
        details.call(
            () -> {
              List<ReadRole> allAtOnce = listAtOnce(clients);
              roles.forget(clients.iamRegion()); // It would be outdated when it is needed again.
              return new SdkListing.Items<>(allAtOnce, Set.of());
            },
            () -> listEach(clients));
    return new SdkListing.Items<>(
        all.read().stream().filter(role -> scope.contains(role.tags())).toList(), all.unread());
  }

  /** Records that a role was written: it is read first until it is as written. */
  void written(Clients clients, String name, Predicate<ReadRole> until) {
    roles.written(
        clients.iamRegion(),
        known -> known.startsWith(name + "/"),
        read -> read.filter(until).isPresent());
  }

  private static List<ReadRole> listAtOnce(Clients clients) {
    return clients
        .iam()
        .getAccountAuthorizationDetailsPaginator(
            request -> request.filter(EntityType.ROLE).maxItems(1000))
        .stream()
        .flatMap(page -> page.roleDetailList().stream())
        .filter(role -> role.path().startsWith(RoleHandler.PATH))
        .map(role ->
            new ReadRole(
                role.roleName(),
                role.path(),
                role.assumeRolePolicyDocument(),
                role.permissionsBoundary(),
                role.createDate(),
                IamTags.read(role.tags()),
                role.attachedManagedPolicies(),
                role.rolePolicyList().stream()
                    .map(policy ->
                        new InlinePolicy(
                            policy.policyName(),
                            document(policy.policyName(), policy::policyDocument)))
                    .toList()))
        .toList();
  }

  /** The three calls for a role are of three APIs, each of which has its own token bucket. */
  private SdkListing.Items<ReadRole> listEach(Clients clients) {
    Map<String, String> names = new LinkedHashMap<>();
    clients
        .iam()
        .listRolesPaginator(request -> request.pathPrefix(RoleHandler.PATH).maxItems(1000))
        .roles()
        .stream()
        .forEach(role -> names.put(role.roleName() + "/" + role.roleId(), role.roleName()));
    AttributeCache.Attributes<Optional<ReadRole>> each =
        roles.of(
            clients.iamRegion(),
            names.keySet(),
            budget.ofListing("GetRole", 1),
            identity -> read(clients.iam(), identity.substring(0, identity.indexOf('/'))));
    List<ReadRole> read = each.read().values().stream().flatMap(Optional::stream).toList();
    Set<String> unread = new HashSet<>();
    names.forEach((identity, name) -> {
      if (each.unread().contains(identity) || Optional.empty().equals(each.read().get(identity))) {
        unread.add(name);
      }
    });
    return new SdkListing.Items<>(read, unread);
  }

  /** Reads a role by its name. IAM says {@code NoSuchEntity} only if it does not know the role. */
  static ReadRole get(IamClient iam, String name) {
    return read(iam, name)
        .orElseThrow(() ->
            new CloudException(
                new CloudError.NotFound(
                    "ListAttachedRolePolicies",
                    "NoSuchEntity",
                    "IAM knows the role " + name + ", but not its policies yet")));
  }

  /** Empty if IAM knows the role, but not its policies yet. */
  private static Optional<ReadRole> read(IamClient iam, String name) {
    var role = iam.getRole(request -> request.roleName(name)).role();
    try {
      List<AttachedPolicy> policies =
          iam
              .listAttachedRolePoliciesPaginator(request -> request.roleName(name))
              .attachedPolicies()
              .stream()
              .toList();
      List<InlinePolicy> inline =
          iam.listRolePoliciesPaginator(request -> request.roleName(name)).policyNames().stream()
              .map(policy ->
                  new InlinePolicy(
                      policy,
                      document(
                          policy,
                          () ->
                              iam.getRolePolicy(
                                      request -> request.roleName(name).policyName(policy))
                                  .policyDocument())))
              .toList();
      return Optional.of(
          new ReadRole(
              role.roleName(),
              role.path(),
              role.assumeRolePolicyDocument(),
              role.permissionsBoundary(),
              role.createDate(),
              IamTags.read(role.tags()),
              policies,
              inline));
    } catch (AwsServiceException e) {
      if (!ErrorClassifier.isNotFound(e)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Only that of the operator's own policy: one of somebody else is removed, whatever it says. */
  private static String document(String policy, Supplier<String> encoded) {
    return policy.equals(RoleInlinePolicy.SESSIONS) ? EncodedPolicy.canonical(encoded.get()) : "";
  }

  /** An inline policy, as {@link RoleInlinePolicy} has it. */
  record InlinePolicy(String name, String document) {}

  /** A role with its policies. */
  record ReadRole(
      String name,
      String path,
      String encodedTrust,
      @Nullable AttachedPermissionsBoundary boundary,
      @Nullable Instant created,
      Map<String, String> tags,
      List<AttachedPolicy> policies,
      List<InlinePolicy> inlinePolicies) {

    Optional<String> boundaryArn() {
      return Optional.ofNullable(boundary).map(AttachedPermissionsBoundary::permissionsBoundaryArn);
    }

    boolean attaches(String policyArn) {
      return policies.stream().anyMatch(policy -> policy.policyArn().equals(policyArn));
    }

    /** Whether it has an inline policy with a name. */
    boolean embeds(String policy) {
      return inlinePolicies.stream().anyMatch(one -> one.name().equals(policy));
    }

    String trust() {
      return EncodedPolicy.canonical(encodedTrust);
    }

    ListedResource item() {
      return ListedResource.of(
          name,
          tags,
          false,
          "exists",
          key -> {
            List<Observed> decoded = new ArrayList<>();
            decoded.add(
                new Observed(
                    new Role(key, name, path, trust(), boundaryArn(), UserTags.of(tags)),
                    name,
                    State.READY,
                    "exists",
                    Optional.ofNullable(created)
                        .map(at -> Map.of(Observed.CREATED, at.toString()))
                        .orElse(Map.of())));
            decoded.addAll(RolePolicyHandler.decode(policies, key, name));
            decoded.addAll(RoleInlinePolicyHandler.decode(inlinePolicies, name));
            return decoded;
          });
    }
  }
}
