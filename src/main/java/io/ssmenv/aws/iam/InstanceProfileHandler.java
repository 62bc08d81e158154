package io.ssmenv.aws.iam;

import io.ssmenv.aws.budget.ItemReads;
import io.ssmenv.aws.call.AdoptionCheck;
import io.ssmenv.aws.call.AttributeCache;
import io.ssmenv.aws.call.AwsCall;
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
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.InstanceProfileRole;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;

/**
 * Instance profiles; their id is their name. ListInstanceProfiles returns the roles but not the
 * tags [D], so the tags are read for one profile at a time and remembered.
 */
public final class InstanceProfileHandler implements ListedHandler<InstanceProfile> {

  private static final String READ = "GetInstanceProfile";

  /** The key is name and unique id, because a recreated profile has the same name. */
  private final AttributeCache<Map<String, String>> tags;

  private final ItemReads budget;

  private final Listing listing =
      SdkListing.withItemReads(
          "ListInstanceProfiles",
          InstanceProfile.class,
          Set.of(InstanceProfileRole.class),
          this::list,
          InstanceProfileHandler::get,
          InstanceProfileHandler::item,
          ReadLag.IAM);

  public InstanceProfileHandler() {
    this(ItemReads.UNLIMITED);
  }

  /**
   * @param budget of the reads of the tags
   */
  public InstanceProfileHandler(ItemReads budget) {
    this.budget = budget;
    this.tags = new AttributeCache<>(READ, known -> budget.turns(READ, known));
  }

  private record TaggedProfile(
      software.amazon.awssdk.services.iam.model.InstanceProfile profile,
      Map<String, String> tags) {}

  @Override
  public Class<InstanceProfile> type() {
    return InstanceProfile.class;
  }

  @Override
  public Listing listing() {
    return listing;
  }

  @Override
  public Created create(AwsCall call, InstanceProfile desired) {
    try {
      call.iam()
          .createInstanceProfile(request ->
              request
                  .instanceProfileName(desired.name())
                  .path(desired.path())
                  .tags(IamTags.write(call.tags(desired.tags()))));
    } catch (IamException e) {
      if (!ErrorClassifier.isCode(e, "EntityAlreadyExists")) {
        throw e;
      }
      AdoptionCheck.require(
          call,
          "CreateInstanceProfile",
          "The instance profile " + desired.name(),
          ask(call.iam(), desired.name()));
    }
    return Created.ready(desired.name());
  }

  @Override
  public String update(
      AwsCall call, InstanceProfile desired, Observed current, Set<Component> changed) {
    SortedMap<String, String> missing =
        desired.tags().missingFrom(((InstanceProfile) current.resource()).tags());
    if (missing.isEmpty()) {
      return current.id();
    }
    call.iam()
        .tagInstanceProfile(
            request -> request.instanceProfileName(current.id()).tags(IamTags.write(missing)));
    tags.written(
        call.clients().iamRegion(),
        known -> known.startsWith(current.id() + "/"),
        read -> read.entrySet().containsAll(missing.entrySet()));
    return current.id();
  }

  @Override
  public Deletion delete(AwsCall call, InstanceProfile observed, String id) {
    return NotFound.deleted(
        () -> call.iam().deleteInstanceProfile(request -> request.instanceProfileName(id)));
  }

  @Override
  public Change change(InstanceProfile desired, InstanceProfile observed, Set<Component> changed) {
    return changed.contains(InstanceProfile.NAME)
        ? new Change.Refused(
            "An instance profile cannot be renamed. To use another name, delete and recreate the"
                + " environment")
        : new Change.InPlace();
  }

  private SdkListing.Items<TaggedProfile> list(Clients clients, TagScope scope) {
    Map<String, software.amazon.awssdk.services.iam.model.InstanceProfile> profiles =
        new LinkedHashMap<>();
    clients
        .iam()
        .listInstanceProfilesPaginator(
            request -> request.pathPrefix(RoleHandler.PATH).maxItems(1000))
        .instanceProfiles()
        .stream()
        .forEach(profile -> profiles.put(identity(profile), profile));
    AttributeCache.Attributes<Map<String, String>> tagsOf =
        tags.of(
            clients.iamRegion(),
            profiles.keySet(),
            budget.ofListing(READ, 1),
            identity -> ask(clients.iam(), name(identity)));
    return new SdkListing.Items<>(
        profiles.entrySet().stream()
            .map(one ->
                new TaggedProfile(
                    one.getValue(), tagsOf.read().getOrDefault(one.getKey(), Map.of())))
            .filter(one -> scope.contains(one.tags()))
            .toList(),
        tagsOf.unread().stream().map(InstanceProfileHandler::name).collect(ImmutableCopy.toSet()));
  }

  private static List<TaggedProfile> get(Clients clients, String name) {
    var profile =
        clients
            .iam()
            .getInstanceProfile(request -> request.instanceProfileName(name))
            .instanceProfile();
    return List.of(new TaggedProfile(profile, IamTags.read(profile.tags())));
  }

  private static String identity(
      software.amazon.awssdk.services.iam.model.InstanceProfile profile) {
    return profile.instanceProfileName() + "/" + profile.instanceProfileId();
  }

  private static String name(String identity) {
    return identity.substring(0, identity.indexOf('/'));
  }

  private static Map<String, String> ask(IamClient iam, String name) {
    return IamTags.read(
        iam.getInstanceProfile(request -> request.instanceProfileName(name))
            .instanceProfile()
            .tags());
  }

  private static ListedResource item(TaggedProfile read) {
    String name = read.profile().instanceProfileName();
    return ListedResource.of(
        name,
        read.tags(),
        false,
        "exists",
        key -> {
          List<Observed> decoded = new ArrayList<>();
          decoded.add(
              new Observed(
                  new InstanceProfile(key, name, read.profile().path(), UserTags.of(read.tags())),
                  name,
                  State.READY,
                  "exists"));
          decoded.addAll(InstanceProfileRoleHandler.decode(read.profile()));
          return decoded;
        });
  }
}
