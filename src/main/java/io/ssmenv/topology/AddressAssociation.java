package io.ssmenv.topology;

/**
 * The association of an Elastic IP with a network interface. An address has at most one, so the key
 * is the name of the address.
 */
public record AddressAssociation(Key key, Ref address, Ref networkInterface) implements Resource {

  public static Key key(Key address) {
    return Key.of("addressassociation", address.name());
  }

  @Override
  public AddressAssociation under(Key parent) {
    return new AddressAssociation(key(parent), address, networkInterface);
  }
}
