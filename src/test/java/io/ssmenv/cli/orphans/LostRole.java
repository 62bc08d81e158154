package io.ssmenv.cli.orphans;

import static org.awaitility.Awaitility.await;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ownership;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/** A role of the lost environment. */
final class LostRole {

  static final String NAME = "ssmenv-lost";

  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\","
          + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"}}]}";

  private LostRole() {}

  static void create(OrphanAccount account) {
    IamClient iam = account.client.iam();
    Map<String, String> tags =
        new Ownership("gone", OrphanAccount.LOST, "team-a/lost", new Key("role")).tags();
    iam.createRole(request ->
        request
            .roleName(NAME)
            .path("/ssmenv/")
            .assumeRolePolicyDocument(TRUST)
            .tags(
                tags.entrySet().stream()
                    .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                    .toList()));
    await().until(() -> !iam.listRoles().roles().isEmpty());
  }
}
