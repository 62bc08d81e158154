package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.NetworkStatus;
import io.ssmenv.desired.SharedNetwork;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import io.ssmenv.topology.VpcEndpoint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which network AWS was last made to match, in a VPC that others use, too. They change what is
 * desired of it while the spec stays as it is, so the generation does not tell.
 */
record AppliedNetwork(StatusInputs inputs) {

  private static final int DIGITS = 16;

  /** Whether others may have changed what is desired of a resource since AWS last matched it. */
  boolean isOutdated(Key key) {
    return isOutdated() && depends(key);
  }

  /** The same for any resource. */
  boolean isOutdated() {
    return isPartlyKnown() || !desired().equals(recorded());
  }

  /**
   * The status of the network.
   *
   * @param applied whether AWS was read to match what is desired now: until then, a read may still
   *     show what it was before
   */
  NetworkStatus status(boolean applied) {
    Optional<String> hash =
        inputs.mode().deleting()
            ? Optional.empty()
            : applied && !isPartlyKnown() ? desired() : recorded();
    return inputs.network().applied(hash);
  }

  private Optional<String> recorded() {
    return Optional.ofNullable(inputs.before().networkOrDefault().appliedHash());
  }

  private Optional<String> desired() {
    return isShared() ? inputs.topology().map(this::hash).or(this::recorded) : Optional.empty();
  }

  private boolean isShared() {
    return !inputs.network().guests().isEmpty() || isInForeignVpc();
  }

  private boolean isInForeignVpc() {
    return inputs.spec().networkOrDefault().existingVpc().isPresent();
  }

  /** In a VPC of somebody else, the groups of instances refer to endpoints of others, too. */
  private boolean depends(Key key) {
    return isInForeignVpc() || SharedNetwork.contains(key);
  }

  /** Tables of guests that have not shown themselves yet are kept by their ids. */
  private boolean isPartlyKnown() {
    return isShared()
        && inputs.topology().flatMap(desired -> desired.find(SharedNetwork.S3)).stream()
            .flatMap(endpoint -> ((VpcEndpoint) endpoint).tables().stream())
            .anyMatch(Ref.ToId.class::isInstance);
  }

  private String hash(Topology desired) {
    String network =
        desired.resources().stream()
            .filter(resource -> depends(resource.key()))
            .map(Resource::toString)
            .sorted()
            .collect(Collectors.joining("\n"));
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(network.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform supports SHA-256", e);
    }
  }
}
