package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.Network;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a user can set if an availability zone lacks what an environment needs, and no other zone
 * takes its place. Who decides on the zones differs between the kinds of networks: the API server
 * accepts every remedy for the network that it is for.
 */
public record ZoneAdvice(List<ZoneRemedy> remedies) {

  public ZoneAdvice {
    remedies = List.copyOf(remedies);
  }

  /**
   * The advice to an environment.
   *
   * @param lacking what the zone does not offer
   * @param before how many zones of the environment come before that one
   */
  public static ZoneAdvice of(Network network, Collection<ZoneNeed> lacking, int before) {
    List<ZoneRemedy> remedies = new ArrayList<>(ZoneRemedy.without(lacking).toList());
    boolean instances = lacking.stream().anyMatch(ZoneNeed.InstanceType.class::isInstance);
    if (network.hostName().isPresent()) {
      if (before > 0 && !instances) { // Instances are placed in the other zones by themselves.
        remedies.add(new ZoneRemedy.AgainInFewerZones(before));
      }
      remedies.add(new ZoneRemedy.AgainInOtherVpc());
    } else if (network.existingVpc().filter(vpc -> !vpc.subnets().isEmpty()).isPresent()) {
      remedies.add(new ZoneRemedy.AgainInOtherSubnets());
    } else {
      remedies.add(new ZoneRemedy.AgainInOtherZones());
    }
    return new ZoneAdvice(remedies);
  }

  /** The advice to the owner of a VPC about what only its guests need. */
  public static ZoneAdvice forGuests(List<String> guests) {
    return new ZoneAdvice(List.of(new ZoneRemedy.OtherPatternOf(guests)));
  }

  /** The continuation of a sentence, without its period. */
  public String text() {
    List<String> texts = remedies.stream().map(ZoneRemedy::text).toList();
    return texts.size() < 2
        ? String.join("", texts)
        : texts.stream().limit(texts.size() - 1L).collect(Collectors.joining(", "))
            + ", or "
            + texts.getLast();
  }

  /** A sentence without its period; empty if there is no remedy. */
  public String sentence() {
    String text = text();
    return text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
