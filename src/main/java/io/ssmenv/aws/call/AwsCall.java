package io.ssmenv.aws.call;

import io.ssmenv.aws.client.Clients;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.ResourceHandler;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Tags;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The parameters and clients with which a {@link ResourceHandler} makes its call.
 *
 * @param owner the environment
 * @param key the key of the resource
 * @param token the client token of a create call: deterministic, at most 64 ASCII characters
 * @param ids finds the id of another resource of the environment
 */
public record AwsCall(
    Clients clients, Owner owner, Key key, String token, Function<Key, Optional<String>> ids) {

  public Ec2Client ec2() {
    return clients.ec2();
  }

  public IamClient iam() {
    return clients.iam();
  }

  public SsmClient ssm() {
    return clients.ssm();
  }

  /**
   * Returns the AWS id of a referenced resource.
   *
   * @throws CloudException if the resource does not exist; the engine then makes a new plan
   */
  public String id(Ref ref) {
    return switch (ref) {
      case Ref.ToId(String id) -> id;
      case Ref.ToKey(Key other) ->
          ids.apply(other)
              .orElseThrow(
                  () -> noSuchResource(key + " refers to " + other + ", which does not exist"));
      case Ref.NotShownYet _ -> throw noSuchResource(key + " refers to what AWS does not show yet");
    };
  }

  private static CloudException noSuchResource(String message) {
    return new CloudException(new CloudError.NotFound("ssmenv", "NoSuchResource", message));
  }

  /** Returns all tags of a new resource: those of the spec and those of its ownership. */
  public Map<String, String> tags(Tags tags) {
    Map<String, String> all = new LinkedHashMap<>(tags.values());
    all.putAll(owner.of(key).tags());
    return all;
  }
}
