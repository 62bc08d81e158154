package io.ssmenv.topology;

/**
 * The link of an Elastic IP to a network interface. An address has one at most, so the key is the
 * address's name.
 */
public record AddressAssociation(Key key, Ref address, Ref networkInterface) implements Resource {

  public static Key key(Key address) {
    return Key.of("addressassociation", address.name());
  }
}
