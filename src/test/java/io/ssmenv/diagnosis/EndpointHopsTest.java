package io.ssmenv.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.diagnosis.Hop.Place;
import org.junit.jupiter.api.Test;

/** The way to the endpoints of the environment itself. */
class EndpointHopsTest {

  /** The endpoints have a group in common, and a reader asks for each what lets the agent in. */
  @Test
  void eachEndpointHasItsSecurityGroup() {
    assertThat(ObservedEnvironment.of("PrivateEndpoints").online().path().hops())
        .filteredOn(hop -> hop.place() == Place.SECURITY_GROUP)
        .extracting(hop -> hop.verdict().why())
        .contains(
            "securitygroup-endpoints of vpcendpoint-ssm allows HTTPS from 10.20.0.0/19",
            "securitygroup-endpoints of vpcendpoint-ssmmessages allows HTTPS from 10.20.0.0/19");
  }
}
