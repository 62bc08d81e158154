package io.ssmenv.cli.plan;

import io.ssmenv.engine.VpcPeers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The environments that share a VPC, or one that has its own.
 *
 * @param members the owner of the VPC first
 * @param namespace all environments of the namespace
 */
record TargetVpc(List<Target> members, List<Target> namespace) {

  TargetVpc {
    members = List.copyOf(members);
    namespace = List.copyOf(namespace);
  }

  /**
   * The VPCs of some environments, in their order.
   *
   * @param asked the environments that the user asked for
   * @param others all others in their namespaces
   */
  static List<TargetVpc> of(List<Target> asked, List<Target> others) {
    List<Target> all = Stream.concat(asked.stream(), others.stream()).toList();
    Map<String, List<Target>> vpcs = new LinkedHashMap<>();
    asked.forEach(target -> vpcs.computeIfAbsent(owner(target), _ -> new ArrayList<>()));
    all.stream()
        .filter(target -> target.environment().getSpec() != null)
        .forEach(target ->
            Optional.ofNullable(vpcs.get(owner(target))).ifPresent(vpc -> vpc.add(target)));
    return vpcs.values().stream()
        .map(members ->
            new TargetVpc(
                members.stream()
                    .sorted(
                        Comparator.comparing((Target target) -> target.host().isPresent())
                            .thenComparing(Target::name))
                    .toList(),
                all.stream()
                    .filter(target -> target.namespace().equals(members.getFirst().namespace()))
                    .toList()))
        .toList();
  }

  private static String owner(Target target) {
    return target.namespace() + "/" + target.host().orElseGet(target::name);
  }

  /**
   * @param cluster the id in the ownership tags
   */
  VpcPeers peers(Target target, String cluster) {
    return VpcPeers.of(
        target.name(),
        target.environment().getSpec(),
        target.status(),
        namespace.stream().map(one -> one.peer(cluster)).toList());
  }

  VpcNames names(Target target) {
    return new VpcNames(
        target.host(),
        guests(target).stream().collect(Collectors.toMap(Target::uid, Target::name)));
  }

  /** The environments that stand in the VPC of one. */
  List<Target> guests(Target target) {
    return namespace.stream()
        .filter(one -> one.host().equals(Optional.of(target.name())))
        .sorted(Comparator.comparing(Target::name))
        .toList();
  }

  /** The environment in whose VPC one stands; empty if there is none of that name. */
  Optional<Target> host(Target target) {
    return target
        .host()
        .flatMap(name -> namespace.stream().filter(one -> one.name().equals(name)).findFirst());
  }
}
