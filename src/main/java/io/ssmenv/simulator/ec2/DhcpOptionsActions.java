package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.Struct;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Manages sets of DHCP options. A set cannot be changed [D]; instances use another one of their VPC
 * at once, although they renew their leases only within hours.
 */
final class DhcpOptionsActions implements Ec2ActionGroup {
  private static final String NONE = "default";
  private static final Set<String> KEYS =
      Set.of(
          "domain-name",
          "domain-name-servers",
          "ntp-servers",
          "netbios-name-servers",
          "netbios-node-type",
          "ipv6-address-preferred-lease-time");

  private final Ec2Context ec2;

  DhcpOptionsActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write("CreateDhcpOptions", this::create, "DhcpConfiguration.Key", "DhcpConfiguration.Value")
            .and(Ec2Tags.ON_CREATE),
        read("DescribeDhcpOptions", this::describe, "DhcpOptionsId")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS),
        write("AssociateDhcpOptions", this::associate, "DhcpOptionsId", "VpcId"),
        write("DeleteDhcpOptions", this::delete, "DhcpOptionsId"));
  }

  private Struct create(Call call) {
    Ec2State state = ec2.state(call);
    SortedMap<String, List<String>> configurations = new TreeMap<>();
    for (Params one : call.params().structs("DhcpConfiguration")) {
      String key = one.required("Key");
      if (!KEYS.contains(key)) {
        throw ApiErrors.invalid("Value (%s) for parameter key is invalid. Unknown option.", key);
      }
      configurations.put(key, one.texts("Value"));
    }
    if (configurations.isEmpty()) {
      throw ApiErrors.missing("DhcpConfiguration");
    }
    SimulatedDhcpOptions options =
        new SimulatedDhcpOptions(
            state.newId(ResourceIdType.DHCP_OPTIONS),
            configurations,
            Ec2Tags.onCreate(call, ResourceIdType.DHCP_OPTIONS));
    state.settings().dhcpOptions().add(options, call.now());
    return Struct.empty().with("dhcpOptions", render(state, options));
  }

  private Struct describe(Call call) {
    Ec2State state = ec2.state(call);
    return ec2.page(
        call,
        "dhcpOptionsSet",
        Pages.THOUSAND,
        () ->
            state
                .settings()
                .dhcpOptions()
                .described(call.params().texts("DhcpOptionsId"), call.now())
                .filter(filters(state).of(call))
                .map(options -> render(state, options)));
  }

  private static Filters<SimulatedDhcpOptions> filters(Ec2State state) {
    return Filters.tagged(SimulatedDhcpOptions::tags)
        .one("dhcp-options-id", SimulatedDhcpOptions::id)
        .one("owner-id", _ -> state.accountId())
        .any("key", options -> options.configurations().keySet().stream())
        .any("value", options -> options.configurations().values().stream().flatMap(List::stream));
  }

  private Struct associate(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedVpc vpc = state.vpcs().require(call.params().required("VpcId"), call.now());
    String id = call.params().required("DhcpOptionsId");
    String known =
        id.equals(NONE) ? id : state.settings().dhcpOptions().require(id, call.now()).id();
    state.vpcs().update(vpc.id(), call.now(), one -> one.withDhcpOptions(known));
    return Ec2Context.success();
  }

  private Struct delete(Call call) {
    Ec2State state = ec2.state(call);
    Ec2Store<SimulatedDhcpOptions> all = state.settings().dhcpOptions();
    String id = all.require(call.params().required("DhcpOptionsId"), call.now()).id();
    if (state.vpcs().all().anyMatch(vpc -> vpc.dhcpOptionsId().equals(id))) {
      throw ApiErrors.dependencies("dhcpOptions", id);
    }
    all.remove(id, call.now());
    return Ec2Context.success();
  }

  private static Struct render(Ec2State state, SimulatedDhcpOptions options) {
    return Struct.empty()
        .with("dhcpOptionsId", options.id())
        .with("ownerId", state.accountId())
        .with(
            "dhcpConfigurationSet",
            options.configurations().entrySet().stream()
                .map(one ->
                    Struct.empty()
                        .with("key", one.getKey())
                        .with(
                            "valueSet",
                            one.getValue().stream()
                                .map(value -> Struct.empty().with("value", value)))))
        .with("tagSet", Ec2Tags.set(options.tags()));
  }
}
