package io.ssmenv.aws.call;

import io.ssmenv.aws.client.Clients;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Tags;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * What a {@link io.ssmenv.cloud.ResourceHandler} makes its call with.
 *
 * @param owner for whom
 * @param key of the resource that the call is about
 * @param token the client token of a create: deterministic, at most 64 ASCII characters
 * @param ids the id of another resource of the environment
 */
public record AwsCall(
    Clients clients, Owner owner, Key key, String token, Function<Key, Optional<String>> ids) {

  public Ec2Client ec2() {
    return clients.ec2();
  }

  public IamClient iam() {
    return clients.iam();
  }

  /**
   * The AWS id of what a resource refers to.
   *
   * @throws CloudException if it does not exist (any more); the plan is made anew
   */
  public String id(Ref ref) {
    return switch (ref) {
      case Ref.ToId(String id) -> id;
      case Ref.ToKey(Key other) ->
          ids.apply(other)
              .orElseThrow(() ->
                  new CloudException(
                      new CloudError.NotFound(
                          "ssmenv", "NoSuchResource", key + " needs " + other)));
    };
  }

  /** All tags to create a resource with: those for people, and those that make it ours. */
  public Map<String, String> tags(Tags tags) {
    Map<String, String> all = new LinkedHashMap<>(tags.values());
    all.putAll(owner.of(key).tags());
    return all;
  }
}
