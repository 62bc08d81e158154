package io.ssmenv.engine;

import io.ssmenv.engine.EnvironmentClaims.Claim;
import java.util.Optional;

/**
 * What Kubernetes says about the environment ids that an object names. It asks, and proves nothing.
 *
 * @param self what the object itself says; empty if it names no other id
 * @param others the objects that have, or ask for, the same ids
 * @param fromAnyNamespace whether the administrator allows to take over resources of other
 *     namespaces
 */
public record AdoptionClaim(
    Optional<Claim> self, EnvironmentClaims others, boolean fromAnyNamespace) {

  /** The environment names no id but its own. */
  public static final AdoptionClaim NONE =
      new AdoptionClaim(Optional.empty(), EnvironmentClaims.NONE, false);
}
