package io.ssmenv.simulator.core;

/**
 * The quotas of an account, per region unless stated otherwise.
 *
 * @param vpcs VPCs, and as many Internet gateways; AWS's default is 5
 * @param addresses Elastic IPs; AWS's default is 5
 * @param natGatewaysPerZone NAT gateways of a zone; AWS's default is 5
 * @param interfaceEndpointsPerVpc AWS's default is 50
 * @param subnetsPerVpc AWS's default is 200
 * @param routeTablesPerVpc AWS's default is 200
 * @param routesPerTable AWS's default is 500
 * @param rulesPerGroup rules of a security group in each direction; AWS's default is 60
 * @param vcpus virtual CPUs of running instances; AWS's default varies
 * @param roles roles of the account; AWS's default is 1,000
 * @param instanceProfiles instance profiles of the account; AWS's default is 1,000
 */
public record Quotas(
    int vpcs,
    int addresses,
    int natGatewaysPerZone,
    int interfaceEndpointsPerVpc,
    int subnetsPerVpc,
    int routeTablesPerVpc,
    int routesPerTable,
    int rulesPerGroup,
    int vcpus,
    int roles,
    int instanceProfiles) {

  private static final int MANY = 1_000_000_000;

  /** AWS's quotas for a new account. */
  public static final Quotas NEW_ACCOUNT =
      new Quotas(5, 5, 5, 50, 200, 200, 500, 60, 32, 1000, 1000);

  /** Quotas that are never reached. */
  public static final Quotas UNLIMITED =
      new Quotas(MANY, MANY, MANY, MANY, MANY, MANY, MANY, MANY, MANY, MANY, MANY);

  /** Quotas of an account after an increase: room for 100 environments of any pattern. */
  public static final Quotas RAISED =
      new Quotas(100, 300, 100, 50, 200, 200, 500, 60, 2000, 1000, 1000);
}
