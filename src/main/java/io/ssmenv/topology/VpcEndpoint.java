package io.ssmenv.topology;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A VPC endpoint. Sets that do not apply to its type are empty.
 *
 * @param service the full service name, for example {@code com.amazonaws.eu-west-1.ssm}
 * @param policy {@link #FULL_ACCESS}, or the document of a policy that restricts the endpoint
 * @param privateDns whether the DNS name of the service resolves to this endpoint in the whole VPC
 */
public record VpcEndpoint(
    Key key,
    Ref vpc,
    String service,
    Type type,
    SortedSet<Ref> subnets,
    SortedSet<Ref> groups,
    SortedSet<Ref> tables,
    String policy,
    boolean privateDns,
    Tags tags)
    implements Resource {
  public static final Component VPC = Component.of(VpcEndpoint.class, "vpc");
  public static final Component SERVICE = Component.of(VpcEndpoint.class, "service");
  public static final Component TYPE = Component.of(VpcEndpoint.class, "type");
  public static final Component POLICY = Component.of(VpcEndpoint.class, "policy");
  public static final Component PRIVATE_DNS = Component.of(VpcEndpoint.class, "privateDns");

  /** The short names of the services that the agents call; S3 has their documents and updates. */
  private static final Set<String> OF_AGENTS = Set.of("ssm", "ssmmessages", "ec2messages", "s3");

  public enum Type {
    INTERFACE,
    GATEWAY
  }

  /** The policy that an endpoint has by default: everybody may call everything through it. */
  public static final String FULL_ACCESS = "full access";

  public VpcEndpoint {
    subnets = Collections.unmodifiableSortedSet(new TreeSet<>(subnets));
    groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    tables = Collections.unmodifiableSortedSet(new TreeSet<>(tables));
  }

  /** An endpoint with the default policy. */
  public VpcEndpoint(
      Key key,
      Ref vpc,
      String service,
      Type type,
      SortedSet<Ref> subnets,
      SortedSet<Ref> groups,
      SortedSet<Ref> tables,
      boolean privateDns,
      Tags tags) {
    this(key, vpc, service, type, subnets, groups, tables, FULL_ACCESS, privateDns, tags);
  }

  /** Whether the agents call its service, so that an instance cannot be managed without it. */
  public boolean isForAgents() {
    return isForAgents(service);
  }

  /** Whether the agents call a service, of which this is the full or the short name. */
  public static boolean isForAgents(String service) {
    return OF_AGENTS.contains(service.substring(service.lastIndexOf('.') + 1));
  }

  /** A copy without private DNS. */
  public VpcEndpoint withoutPrivateDns() {
    return new VpcEndpoint(key, vpc, service, type, subnets, groups, tables, policy, false, tags);
  }
}
