package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.document.DocumentAccess;
import io.ssmenv.simulator.network.NetworkView.Instance;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The permissions that the calls of sessions need [D]. */
final class SessionAccess {
  private static final String RESOURCE_TAG = "ssm:resourceTag/";

  private final RegionalState<AgentFleet> fleets;
  private final RegionalState<Sessions> sessions;
  private final DocumentAccess documents;

  SessionAccess(
      RegionalState<AgentFleet> fleets,
      RegionalState<Sessions> sessions,
      DocumentAccess documents) {
    this.fleets = fleets;
    this.sessions = sessions;
    this.documents = documents;
  }

  /**
   * Returns the permissions to start a session: to the instance, with its tags, and to the
   * document, even if the request names none. AWS's pages of 2019 require the latter only for
   * policies with the condition {@code ssm:SessionDocumentAccessCheck}; those of 2026 always do.
   */
  List<Access> toStart(Call call) {
    String target = call.params().text("Target").orElse("");
    String name =
        call.params().text("DocumentName").orElse(SessionDocument.RUN_SHELL.documentName());
    Map<String, String> tags =
        fleets.of(call).instance(target).map(Instance::tags).orElse(Map.of());
    Access instance =
        access(
                call,
                "arn:aws:ec2:%s:%s:instance/%s".formatted(call.region(), call.accountId(), target))
            .withResourceTags(tags);
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      instance = instance.with(RESOURCE_TAG + tag.getKey(), tag.getValue());
    }
    return List.of(instance, checked(document(call, name)));
  }

  /** Returns the permission to use a document: one of AWS, or one of the account with its tags. */
  private Access document(Call call, String nameOrArn) {
    String name = nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    boolean ownedByAws =
        SessionDocument.find(name).filter(SessionDocument::isOwnedByAws).isPresent();
    return ownedByAws
        ? Access.to(
            "ssm:StartSession", "arn:aws:ssm:%s::document/%s".formatted(call.region(), name))
        : documents.toDocument(call, "ssm:StartSession", name);
  }

  private static Access access(Call call, String arn) {
    return checked(Access.to("ssm:" + call.action(), arn));
  }

  private static Access checked(Access access) {
    return access.with("ssm:SessionDocumentAccessCheck", "true");
  }

  /** Returns the permission to end or to resume a session, which has two tags of AWS. */
  List<Access> toOwn(Call call) {
    return toOwn(call, "ssm:" + call.action());
  }

  /**
   * Returns the permission to open the data channel of a session. A plugin signs the web socket's
   * handshake if it has credentials; AWS's policies for users have this statement since then.
   */
  List<Access> toOpen(Call call) {
    return toOwn(call, "ssmmessages:OpenDataChannel");
  }

  private List<Access> toOwn(Call call, String action) {
    String id = call.params().text("SessionId").orElse("");
    String prefix = "arn:aws:ssm:%s:%s:session/".formatted(call.region(), call.accountId());
    Access byId = Access.to(action, prefix + id);
    Optional<Session> session = sessions.of(call).find(id);
    return List.of(
        session
            .map(found ->
                byId.orAs(prefix + found.idByUserId())
                    .with(RESOURCE_TAG + "aws:ssmmessages:session-id", found.owner().userId())
                    .with(RESOURCE_TAG + "aws:ssmmessages:target-id", found.target()))
            .orElse(byId));
  }
}
