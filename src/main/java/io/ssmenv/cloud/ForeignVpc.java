package io.ssmenv.cloud;

import io.ssmenv.topology.Ipv4Range;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A VPC that somebody else owns, as AWS showed it at one moment. The operator only refers to it:
 * its parts are no resources of an environment.
 *
 * @param cidrs its IPv4 ranges
 * @param consent what its owner allows
 * @param dnsSupport and {@code dnsHostnames}: both are needed for the private DNS of endpoints
 * @param internetGateway the id of the attached gateway
 * @param subnets all of them, also those of environments
 * @param endpoints the interface endpoints that have, or may still have, the DNS names of their
 *     services in the VPC
 */
public record ForeignVpc(
    String id,
    List<String> cidrs,
    Consent consent,
    boolean dnsSupport,
    boolean dnsHostnames,
    Optional<String> internetGateway,
    List<Subnet> subnets,
    List<Endpoint> endpoints) {

  public ForeignVpc {
    cidrs = List.copyOf(cidrs);
    subnets = List.copyOf(subnets);
    endpoints = List.copyOf(endpoints);
  }

  /** A VPC of which nothing else was read, because its owner does not agree. */
  public static ForeignVpc withoutConsent(String id, List<String> cidrs, Consent consent) {
    return new ForeignVpc(id, cidrs, consent, false, false, Optional.empty(), List.of(), List.of());
  }

  /**
   * The tag by which an owner allows environments to stand in a VPC or subnet.
   *
   * @param tag its value; empty if there is no tag
   */
  public record Consent(Optional<String> tag) {

    /** The key of the tag. The policies of the operator require it, too. */
    public static final String TAG = "ssmenv.io/namespaces";

    private static final String ALL = "*";

    /** Whether the tag names a namespace, or all of them. */
    public boolean covers(String namespace) {
      return tag.stream()
          .flatMap(value -> Arrays.stream(value.split("[ ,]+", -1)))
          .anyMatch(one -> one.equals(ALL) || one.equals(namespace));
    }
  }

  /**
   * A subnet.
   *
   * @param zone the name of its availability zone
   * @param egress where its default route leads
   * @param environment the id of the environment that has created it; empty if none has
   */
  public record Subnet(
      String id, String cidr, String zone, Consent consent, Egress egress, String environment) {}

  /**
   * Where the default route of a subnet leads.
   *
   * @param target its id; empty without a default route
   */
  public record Egress(Kind kind, String target) {

    /** The kinds between which the connectivity patterns distinguish. */
    public enum Kind {
      /** There is no default route. */
      NONE,
      INTERNET_GATEWAY,
      /** A NAT gateway, a transit gateway, an appliance, or something of this kind. */
      OTHER,
      /** It was not looked up. */
      UNKNOWN
    }
  }

  /**
   * An interface endpoint with private DNS.
   *
   * @param service the full name of its service
   * @param available whether it can be used
   * @param ranges of its subnets
   * @param allowsAll whether its policy restricts nothing
   * @param groups its security groups
   * @param sources the ranges from which its groups allow HTTPS
   * @param sourceIds the ids of the groups and prefix lists from which they do
   * @param environment the id of the environment that has created it; empty if none has
   */
  public record Endpoint(
      String id,
      String service,
      boolean available,
      SortedSet<String> ranges,
      boolean allowsAll,
      SortedSet<String> groups,
      SortedSet<String> sources,
      SortedSet<String> sourceIds,
      String environment) {

    public Endpoint {
      ranges = Collections.unmodifiableSortedSet(new TreeSet<>(ranges));
      groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
      sources = Collections.unmodifiableSortedSet(new TreeSet<>(sources));
      sourceIds = Collections.unmodifiableSortedSet(new TreeSet<>(sourceIds));
    }

    /**
     * Whether its groups let an instance in.
     *
     * @param range of the subnet of the instance
     * @param members the ids of the groups of the instance, as far as they are known
     */
    public Admission admission(String range, Collection<String> members) {
      Ipv4Range subnet = new Ipv4Range(range);
      if (sources.stream().anyMatch(source -> new Ipv4Range(source).contains(subnet))
          || sourceIds.stream().anyMatch(members::contains)) {
        return new Admission.Yes();
      }
      List<String> perhaps =
          Stream.concat(
                  sources.stream().filter(source -> new Ipv4Range(source).overlaps(subnet)),
                  sourceIds.stream())
              .toList();
      return perhaps.isEmpty() ? new Admission.No() : new Admission.Perhaps(perhaps);
    }
  }

  /** Whether the groups of an endpoint let an instance in. */
  public sealed interface Admission {

    record Yes() implements Admission {}

    record No() implements Admission {}

    /**
     * The instance may be in a part of its subnet, in a group or in a prefix list; which addresses
     * a list has is not read.
     *
     * @param sources these parts, groups and lists
     */
    record Perhaps(List<String> sources) implements Admission {
      public Perhaps {
        sources = List.copyOf(sources);
      }
    }
  }

  /** The subnet with an id; empty if it is not in the VPC. */
  public Optional<Subnet> subnet(String subnetId) {
    return subnets.stream().filter(subnet -> subnet.id().equals(subnetId)).findFirst();
  }

  /** The VPC without what an environment has created in it. */
  public ForeignVpc without(String environment) {
    return new ForeignVpc(
        id,
        cidrs,
        consent,
        dnsSupport,
        dnsHostnames,
        internetGateway,
        subnets.stream().filter(one -> !one.environment().equals(environment)).toList(),
        endpoints.stream().filter(one -> !one.environment().equals(environment)).toList());
  }
}
