package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.InstancePermissions;
import io.ssmenv.simulator.iam.PolicyDocument;
import io.ssmenv.simulator.iam.PolicyDocument.Decision;
import io.ssmenv.simulator.iam.PolicyDocument.Use;
import io.ssmenv.simulator.network.NetworkView.Endpoint;
import io.ssmenv.simulator.network.NetworkView.Instance;
import java.util.Optional;

/**
 * What the agents of an account may do: what their instances' roles permit, and the policy of the
 * endpoint that they go through, which is about every call whatever its caller may do.
 */
record AgentPermissions(String accountId, InstancePermissions rolePermissions) {

  /** Why an agent's call is refused, if it is. */
  Optional<String> denialReason(Instance instance, Optional<Endpoint> through, String action) {
    return rolePermissions
        .denialReason(accountId, instance.profileArn(), action)
        .or(() ->
            through
                .filter(endpoint ->
                    PolicyDocument.parse(endpoint.policy(), Use.ENDPOINT).decide(action)
                        != Decision.ALLOW)
                .map(endpoint ->
                    "the policy of %s does not permit %s".formatted(endpoint.id(), action)));
  }
}
