package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.Index;
import java.util.Optional;
import java.util.stream.Stream;

/** Indexes of resources by their owners, to find them without a scan of all resources. */
final class ReverseIndex {
  private final Index<SimulatedAddress> addressesByInterface;
  private final Index<SimulatedNetworkInterface> interfacesBySubnet;
  private final Index<Volume> volumesByInstance;
  private final Index<ProfileAssociation> profilesByInstance;

  ReverseIndex(Ec2State state) {
    addressesByInterface =
        state
            .addresses()
            .index(a -> a.association().map(SimulatedAddress.Association::networkInterfaceId));
    interfacesBySubnet = state.interfaces().index(eni -> Optional.of(eni.subnetId()));
    volumesByInstance = state.volumes().index(volume -> Optional.of(volume.instanceId()));
    profilesByInstance = state.profileAssociations().index(a -> Optional.of(a.instanceId()));
  }

  /** Returns the Elastic IPs of a network interface. */
  Stream<SimulatedAddress> addressesOn(String networkInterfaceId) {
    return addressesByInterface.of(networkInterfaceId);
  }

  /** Returns the network interfaces in a subnet. */
  Stream<SimulatedNetworkInterface> interfacesIn(String subnetId) {
    return interfacesBySubnet.of(subnetId);
  }

  /** Returns the number of network interfaces in a subnet. */
  int countInterfacesIn(String subnetId) {
    return interfacesBySubnet.count(subnetId);
  }

  /** Returns the volumes of an instance. */
  Stream<Volume> volumesOf(String instanceId) {
    return volumesByInstance.of(instanceId);
  }

  /** Returns the associations of an instance with instance profiles. */
  Stream<ProfileAssociation> profilesOf(String instanceId) {
    return profilesByInstance.of(instanceId);
  }
}
