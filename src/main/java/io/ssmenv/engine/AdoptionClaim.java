package io.ssmenv.engine;

import java.util.Optional;

/**
 * What Kubernetes says about the resources that an environment asks for.
 *
 * @param problem why it must not take them over, and what to do; empty if nothing is known against
 *     it
 * @param fromAnyNamespace whether the administrator allows it for those of other namespaces
 * @param copied whether nobody has asked for them, but the object is a copy of one that had them
 */
public record AdoptionClaim(Optional<String> problem, boolean fromAnyNamespace, boolean copied) {

  /** The environment has nothing but what it builds itself. */
  public static final AdoptionClaim NONE = new AdoptionClaim(Optional.empty(), false, false);
}
