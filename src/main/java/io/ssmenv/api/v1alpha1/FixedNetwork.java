package io.ssmenv.api.v1alpha1;

/** The CEL rules that keep the network of a spec as it was created. */
final class FixedNetwork {

  static final String CIDR =
      "(has(self.network) && has(self.network.cidr))"
          + " == (has(oldSelf.network) && has(oldSelf.network.cidr))"
          + " && (!has(self.network) || !has(self.network.cidr)"
          + " || self.network.cidr == oldSelf.network.cidr)";

  static final String ZONES =
      "(has(self.network) && has(self.network.zones))"
          + " == (has(oldSelf.network) && has(oldSelf.network.zones))"
          + " && (!has(self.network) || !has(self.network.zones)"
          + " || self.network.zones == oldSelf.network.zones)";

  static final String ENVIRONMENT =
      "(has(self.network) && has(self.network.environment) ? self.network.environment.name : '')"
          + " == (has(oldSelf.network) && has(oldSelf.network.environment)"
          + " ? oldSelf.network.environment.name : '')";

  static final String EXISTING =
      "(has(self.network) && has(self.network.existing))"
          + " == (has(oldSelf.network) && has(oldSelf.network.existing))"
          + " && (!has(self.network) || !has(self.network.existing)"
          + " || self.network.existing == oldSelf.network.existing)";

  private FixedNetwork() {}
}
