package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.ExistingVpc;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** In whose VPC an environment stands. */
public sealed interface VpcPlacement {

  /** It has a VPC of its own, in which nobody else stands. */
  VpcPlacement ALONE = new Own(NetworkNeeds.NONE, new TreeMap<>(), new TreeSet<>());

  /**
   * It has a VPC of its own, in which others may stand.
   *
   * @param guests what those need of the network
   * @param s3Tables the route tables of those that use the S3 endpoint, with their names
   * @param keptS3Tables further route tables that stay, because it is not known whose they are
   */
  record Own(NetworkNeeds guests, SortedMap<Key, String> s3Tables, SortedSet<Ref> keptS3Tables)
      implements VpcPlacement {
    public Own {
      s3Tables = Collections.unmodifiableSortedMap(new TreeMap<>(s3Tables));
      keptS3Tables = Collections.unmodifiableSortedSet(new TreeSet<>(keptS3Tables));
    }
  }

  /**
   * It stands in a VPC that somebody else owns.
   *
   * @param vpc without what the environment itself has there
   * @param where as the spec names it
   */
  record InForeign(ForeignVpc vpc, ExistingVpc where) implements VpcPlacement {

    /** Whether the environment has subnets and route tables of its own. */
    boolean hasSubnets() {
      return where.subnets().isEmpty();
    }

    /** The existing subnet of a letter, if the environment has none of its own. */
    String subnetId(String letter) {
      return where.subnets().get(ZoneLetters.ALL.indexOf(letter));
    }

    /** The endpoint of somebody else that has the DNS name of a service. */
    Optional<ForeignVpc.Endpoint> endpoint(String fullName) {
      return vpc.endpoints().stream().filter(one -> one.service().equals(fullName)).findFirst();
    }
  }

  /**
   * It stands in the VPC of another environment.
   *
   * @param host the name of that environment, and what is to be known of it, for messages
   * @param subnets the ranges of its subnets, by letter
   */
  record InHost(String host, SortedMap<String, String> subnets) implements VpcPlacement {
    public InHost {
      subnets = Collections.unmodifiableSortedMap(new TreeMap<>(subnets));
    }
  }
}
