package io.ssmenv.topology;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A node of the graph. Links (a route, an association, a rule, an attachment) are nodes of their
 * own: it keeps the graph free of cycles and makes each correction one small step. They carry no
 * tags; they belong to whom their parent belongs to.
 */
public sealed interface Resource
    permits Vpc,
        Subnet,
        InternetGateway,
        InternetGatewayAttachment,
        RouteTable,
        Route,
        RouteTableAssociation,
        Address,
        AddressAssociation,
        NatGateway,
        VpcEndpoint,
        SecurityGroup,
        SecurityGroupRule,
        Role,
        RolePolicy,
        InstanceProfile,
        InstanceProfileRole,
        NetworkInterface,
        Instance {

  Key key();

  /** The name of a kind in keys: {@code natgateway} for {@link NatGateway}. */
  static String kindName(Class<? extends Resource> kind) {
    return kind.getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Everything this record refers to. It is created after them and deleted before them. */
  default Set<Ref> refs() {
    Set<Ref> refs = new TreeSet<>();
    for (Object component : Components.of(this).values()) {
      switch (component) {
        case Ref ref -> refs.add(ref);
        case SecurityGroupRule.Peer.Group peer -> refs.add(peer.group());
        case Set<?> several ->
            several.stream().filter(Ref.class::isInstance).map(Ref.class::cast).forEach(refs::add);
        default -> {}
      }
    }
    return refs;
  }
}
