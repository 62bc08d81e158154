package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.RoleInlinePolicy;
import io.ssmenv.topology.SsmDocument;
import java.util.HashSet;
import java.util.Set;

/** The session document of an environment, and what its role is allowed for it. */
final class SessionResources {

  private SessionResources() {}

  /**
   * Adds both, if the spec has preferences. The instances need neither.
   *
   * @param account of the log group and the key
   */
  static void addTo(
      BuildContext context, ResourceNames names, EnvironmentSpec spec, String account) {
    spec.sessionSettings()
        .ifPresent(sessions -> {
          Set<Key> before = new HashSet<>();
          new SessionStatements(spec.region(), account, names.sessionDocument(), sessions)
              .document()
              .map(policy ->
                  RoleInlinePolicy.of(Ref.to(Role.KEY), RoleInlinePolicy.SESSIONS, policy))
              .ifPresent(policy -> before.add(context.graph().add(policy)));
          context
              .graph()
              .add(
                  new SsmDocument(
                      SsmDocument.KEY,
                      names.sessionDocument(),
                      SessionContent.of(context.name(), names.sessionDocument(), sessions),
                      context.tagsOf(SsmDocument.KEY)),
                  before);
        });
  }
}
