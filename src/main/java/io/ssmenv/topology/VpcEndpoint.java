package io.ssmenv.topology;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

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
    SortedSet<Ref> subnets,
    SortedSet<Ref> groups,
    SortedSet<Ref> tables,
    boolean privateDns,
    Tags tags)
    implements Resource {

  public enum Type {
    INTERFACE,
    GATEWAY
  }

  public VpcEndpoint {
    subnets = Collections.unmodifiableSortedSet(new TreeSet<>(subnets));
    groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    tables = Collections.unmodifiableSortedSet(new TreeSet<>(tables));
  }

  /** The same endpoint, no longer answering to the service's name. */
  public VpcEndpoint withoutPrivateDns() {
    return new VpcEndpoint(key, vpc, service, type, subnets, groups, tables, false, tags);
  }
}
