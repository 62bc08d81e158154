package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.ec2.NetworkAcl.Entry;
import io.ssmenv.simulator.network.Cidr;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Creates, replaces and deletes entries of network ACLs. */
final class NetworkAclEntryActions implements Ec2ActionGroup {
  /** The number of the last entry, which denies all traffic that no other entry matches [D]. */
  static final int DEFAULT_ENTRY_NUMBER = 32_767;

  private static final int MAX_PER_DIRECTION = 20;
  private static final Set<String> WITH_PORTS = Set.of("6", "17");
  private static final Set<String> PROTOCOLS = Set.of("-1", "6", "17");
  private static final String[] PARAMETERS = {
    "NetworkAclId",
    "RuleNumber",
    "Egress",
    "Protocol",
    "RuleAction",
    "CidrBlock",
    "PortRange.From",
    "PortRange.To"
  };

  private final Ec2Context ec2;

  NetworkAclEntryActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write("CreateNetworkAclEntry", this::create, PARAMETERS),
        write("ReplaceNetworkAclEntry", this::replace, PARAMETERS),
        write("DeleteNetworkAclEntry", this::delete, "NetworkAclId", "RuleNumber", "Egress"));
  }

  private Struct create(Call call) {
    Ec2State state = ec2.state(call);
    NetworkAcl acl = acl(state, call);
    Entry entry = entry(call.params());
    if (acl.entry(entry.egress(), entry.number()).isPresent()) {
      throw ErrorWords.error("network-acl-entry-already-exists", entry.number());
    }
    if (acl.entries().stream().filter(e -> e.egress() == entry.egress()).count()
        >= MAX_PER_DIRECTION) {
      throw ErrorWords.error("network-acl-entry-limit-exceeded");
    }
    state.networkAcls().update(acl.id(), call.now(), a -> a.with(entry));
    return Ec2Context.success();
  }

  private Struct replace(Call call) {
    Ec2State state = ec2.state(call);
    NetworkAcl acl = acl(state, call);
    Entry entry = entry(call.params());
    Entry old = require(acl, entry.egress(), entry.number());
    state.networkAcls().update(acl.id(), call.now(), a -> a.without(old).with(entry));
    return Ec2Context.success();
  }

  private Struct delete(Call call) {
    Ec2State state = ec2.state(call);
    NetworkAcl acl = acl(state, call);
    Entry old = require(acl, egress(call.params()), number(call.params()));
    state.networkAcls().update(acl.id(), call.now(), a -> a.without(old));
    return Ec2Context.success();
  }

  private static NetworkAcl acl(Ec2State state, Call call) {
    return state.networkAcls().require(call.params().required("NetworkAclId"), call.now());
  }

  private static Entry require(NetworkAcl acl, boolean egress, int number) {
    return acl.entry(egress, number)
        .orElseThrow(() ->
            ErrorWords.error(
                "invalid-network-acl-entry-not-found",
                egress ? "egress" : "ingress",
                number,
                acl.id()));
  }

  private static boolean egress(Params params) {
    return params.flag("Egress").orElseThrow(() -> ApiErrors.missing("Egress"));
  }

  private static int number(Params params) {
    int number = params.integer("RuleNumber").orElseThrow(() -> ApiErrors.missing("RuleNumber"));
    if (number < 1 || number >= DEFAULT_ENTRY_NUMBER) {
      throw ApiErrors.invalid(
          "Value (%d) for parameter ruleNumber is invalid. It must be from 1 to %d.",
          number, DEFAULT_ENTRY_NUMBER - 1);
    }
    return number;
  }

  private static Entry entry(Params params) {
    String protocol = params.required("Protocol");
    if (!PROTOCOLS.contains(protocol)) {
      throw ApiErrors.invalid(
          "The simulator supports the protocols -1, 6 and 17 in network ACLs, not '%s'", protocol);
    }
    String action = params.required("RuleAction");
    if (!action.equals("allow") && !action.equals("deny")) {
      throw ApiErrors.invalid("Value (%s) for parameter ruleAction is invalid.", action);
    }
    String text = params.required("CidrBlock");
    Cidr cidr =
        Cidr.parse(text)
            .orElseThrow(
                () -> ApiErrors.invalid("Value (%s) for parameter cidrBlock is invalid.", text))
            .canonical();
    boolean ported = WITH_PORTS.contains(protocol);
    Optional<Integer> from = ported ? port(params, "From") : Optional.empty();
    Optional<Integer> to = ported ? port(params, "To") : Optional.empty();
    if (ported && from.orElseThrow() > to.orElseThrow()) {
      throw ApiErrors.invalid("The port range from %d to %d is empty", from.get(), to.get());
    }
    return new Entry(
        egress(params), number(params), protocol, action.equals("allow"), cidr, from, to);
  }

  private static Optional<Integer> port(Params params, String end) {
    int port =
        params
            .struct("PortRange")
            .flatMap(range -> range.integer(end))
            .orElseThrow(() -> ApiErrors.missing("PortRange." + end));
    if (port < 0 || port > 65_535) {
      throw ApiErrors.invalid("Value (%d) for parameter portRange is invalid.", port);
    }
    return Optional.of(port);
  }
}
