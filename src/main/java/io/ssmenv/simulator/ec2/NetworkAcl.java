package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.network.Cidr;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A network ACL.
 *
 * @param isDefault whether it is created and deleted with its VPC
 * @param entries the entries without the last one of each direction, which denies everything
 * @param associations the associated subnets; each subnet has exactly one ACL
 */
record NetworkAcl(
    String id,
    String vpcId,
    boolean isDefault,
    List<Entry> entries,
    List<Association> associations,
    Map<String, String> tags)
    implements Ec2Resource<NetworkAcl> {
  static final Cidr ANYWHERE = new Cidr(0, 0);

  /**
   * An entry. Entries are evaluated in the order of their numbers.
   *
   * @param protocol a number, or {@code -1} for all
   * @param fromPort first port, for TCP and UDP
   * @param toPort last port
   */
  record Entry(
      boolean egress,
      int number,
      String protocol,
      boolean allow,
      Cidr cidr,
      Optional<Integer> fromPort,
      Optional<Integer> toPort) {

    static Entry everything(boolean egress, int number, boolean allow) {
      return new Entry(egress, number, "-1", allow, ANYWHERE, Optional.empty(), Optional.empty());
    }

    boolean is(boolean sameEgress, int sameNumber) {
      return egress == sameEgress && number == sameNumber;
    }
  }

  /** The association with a subnet. */
  record Association(String id, String subnetId) {}

  /** Creates the default ACL of a new VPC, which allows everything. */
  static NetworkAcl ofNewVpc(String id, String vpcId) {
    return new NetworkAcl(
        id,
        vpcId,
        true,
        List.of(Entry.everything(true, 100, true), Entry.everything(false, 100, true)),
        List.of(),
        Map.of());
  }

  Optional<Entry> entry(boolean egress, int number) {
    return entries.stream().filter(entry -> entry.is(egress, number)).findFirst();
  }

  NetworkAcl with(Entry entry) {
    return withEntries(
        Stream.concat(
                entries.stream().filter(e -> !e.is(entry.egress(), entry.number())),
                Stream.of(entry))
            .sorted(Comparator.comparing(Entry::egress).thenComparingInt(Entry::number))
            .toList());
  }

  NetworkAcl without(Entry entry) {
    return withEntries(entries.stream().filter(e -> !e.equals(entry)).toList());
  }

  private NetworkAcl withEntries(List<Entry> newEntries) {
    return new NetworkAcl(id, vpcId, isDefault, newEntries, associations, tags);
  }

  NetworkAcl with(Association association) {
    return withAssociations(Stream.concat(associations.stream(), Stream.of(association)).toList());
  }

  NetworkAcl withoutSubnet(String subnetId) {
    return withAssociations(
        associations.stream().filter(a -> !a.subnetId().equals(subnetId)).toList());
  }

  private NetworkAcl withAssociations(List<Association> newAssociations) {
    return new NetworkAcl(id, vpcId, isDefault, entries, newAssociations, tags);
  }

  @Override
  public NetworkAcl withTags(Map<String, String> newTags) {
    return new NetworkAcl(id, vpcId, isDefault, entries, associations, newTags);
  }
}
