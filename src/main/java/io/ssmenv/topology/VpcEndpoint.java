package io.ssmenv.topology;

import java.util.Set;

/**
 * A VPC endpoint. The sets that its type has no use for are empty.
 *
 * @param service the full name, for example {@code com.amazonaws.eu-west-1.ssm}
 * @param privateDns whether the service's name resolves to this endpoint in the whole VPC
 */
public record VpcEndpoint(
    Key key,
    Ref vpc,
    String service,
    Type type,
    Set<Ref> subnets,
    Set<Ref> groups,
    Set<Ref> tables,
    boolean privateDns,
    Tags tags)
    implements Resource {

  public enum Type {
    INTERFACE,
    GATEWAY
  }

  public VpcEndpoint {
    subnets = Set.copyOf(subnets);
    groups = Set.copyOf(groups);
    tables = Set.copyOf(tables);
  }

  /** The same endpoint, no longer answering to the service's name. */
  public VpcEndpoint withoutPrivateDns() {
    return new VpcEndpoint(key, vpc, service, type, subnets, groups, tables, false, tags);
  }
}
