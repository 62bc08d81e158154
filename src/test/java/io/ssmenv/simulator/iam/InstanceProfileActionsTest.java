package io.ssmenv.simulator.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Role;

class InstanceProfileActionsTest extends IamTest {

  @Test
  void aProfileIsReadBackWithItsRole() {
    role("app");
    profile("app", "/ssmenv/");
    iam.addRoleToInstanceProfile(r -> r.instanceProfileName("app").roleName("app"));

    InstanceProfile read =
        iam.getInstanceProfile(r -> r.instanceProfileName("app")).instanceProfile();

    assertThat(read.arn()).isEqualTo("arn:aws:iam::111122223333:instance-profile/ssmenv/app");
    assertThat(read.instanceProfileId()).startsWith("AIPA");
    assertThat(read.tags()).containsExactly(tag("team", "a"));
    assertThat(read.roles()).extracting(Role::roleName).containsExactly("app");
    assertThat(iam.listInstanceProfilesForRole(r -> r.roleName("app")).instanceProfiles())
        .extracting(InstanceProfile::instanceProfileName)
        .containsExactly("app");
  }

  @Test
  void aListOfProfilesShowsRolesButNoTags() {
    role("app");
    profile("app", "/ssmenv/");
    profile("other", "/");
    iam.addRoleToInstanceProfile(r -> r.instanceProfileName("app").roleName("app"));

    List<InstanceProfile> listed =
        iam.listInstanceProfiles(r -> r.pathPrefix("/ssmenv/")).instanceProfiles();

    assertThat(listed).hasSize(1);
    assertThat(listed.getFirst().hasTags()).isFalse();
    assertThat(listed.getFirst().roles()).hasSize(1);
  }

  @Test
  void aProfileHasAtMostOneRole() {
    role("app");
    role("other");
    profile("app", "/");
    iam.addRoleToInstanceProfile(r -> r.instanceProfileName("app").roleName("app"));

    refused(
        () -> iam.addRoleToInstanceProfile(r -> r.instanceProfileName("app").roleName("other")),
        "LimitExceeded",
        409,
        "InstanceSessionsPerInstanceProfile: 1");
    refused(
        () ->
            iam.removeRoleFromInstanceProfile(r -> r.instanceProfileName("app").roleName("other")),
        "NoSuchEntity",
        404,
        "other");
  }

  @Test
  void aProfileWithARoleCannotBeDeleted() {
    role("app");
    profile("app", "/");
    iam.addRoleToInstanceProfile(r -> r.instanceProfileName("app").roleName("app"));

    refused(
        () -> iam.deleteInstanceProfile(r -> r.instanceProfileName("app")),
        "DeleteConflict",
        409,
        "must remove roles from instance profile first");
    iam.removeRoleFromInstanceProfile(r -> r.instanceProfileName("app").roleName("app"));
    iam.deleteInstanceProfile(r -> r.instanceProfileName("app"));
    refused(
        () -> iam.getInstanceProfile(r -> r.instanceProfileName("app")),
        "NoSuchEntity",
        404,
        "Instance Profile app cannot be found.");
  }

  @Test
  void tagsCanBeChanged() {
    profile("app", "/");

    iam.tagInstanceProfile(r -> r.instanceProfileName("app").tags(tag("b", "2")));
    iam.untagInstanceProfile(r -> r.instanceProfileName("app").tagKeys("team"));

    assertThat(iam.listInstanceProfileTags(r -> r.instanceProfileName("app")).tags())
        .containsExactly(tag("b", "2"));
  }

  @Test
  void aNameIsUnique() {
    profile("app", "/");

    refused(
        () -> profile("app", "/ssmenv/"),
        "EntityAlreadyExists",
        409,
        "Instance Profile app already exists.");
  }

  @Test
  void existingProfilesAreListedWithTheirTags() {
    role("app", r -> r.tags(tag("team", "a")));
    profile("app", "/");

    assertThat(aws.resources())
        .extracting(h -> h.type() + " " + h.id() + " " + h.tags())
        .containsExactlyInAnyOrder("role app {team=a}", "instance-profile app {team=a}");
  }

  private void profile(String name, String path) {
    iam.createInstanceProfile(r -> r.instanceProfileName(name).path(path).tags(tag("team", "a")));
  }
}
