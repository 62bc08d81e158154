package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.InstancePermissions;
import io.ssmenv.simulator.iam.PolicyDocument;
import io.ssmenv.simulator.iam.PolicyDocument.Decision;
import io.ssmenv.simulator.iam.PolicyDocument.Use;
import io.ssmenv.simulator.network.NetworkView.Endpoint;
import io.ssmenv.simulator.network.NetworkView.Instance;
import java.util.Optional;

/**
 * Determines what the agents of an account may do: the roles of their instances and the policy of
 * the VPC endpoint both have to allow a call.
 */
record AgentPermissions(String accountId, InstancePermissions rolePermissions) {

  /** Returns why an agent's access to a resource is denied, if it is. */
  Optional<String> denialReason(Instance instance, Optional<Endpoint> through, Access access) {
    return rolePermissions
        .denialReason(accountId, instance.profileArn(), access)
        .or(() ->
            through
                .filter(endpoint ->
                    PolicyDocument.parse(endpoint.policy(), Use.ENDPOINT).decide(access)
                        != Decision.ALLOW)
                .map(endpoint ->
                    "the policy of %s does not allow %s on %s"
                        .formatted(endpoint.id(), access.action(), access.resource())));
  }

  /** Returns why an agent's call is denied, if it is. */
  Optional<String> denialReason(Instance instance, Optional<Endpoint> through, String action) {
    return rolePermissions
        .denialReason(accountId, instance.profileArn(), action)
        .or(() ->
            through
                .filter(endpoint ->
                    PolicyDocument.parse(endpoint.policy(), Use.ENDPOINT).decide(action)
                        != Decision.ALLOW)
                .map(endpoint ->
                    "the policy of %s does not allow %s".formatted(endpoint.id(), action)));
  }
}
