package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.document.DocumentAccess;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The permissions that calls of Systems Manager need, from the Service Authorization Reference [D].
 */
final class SsmAccess implements Access.Model {
  private static final String INSTANCE = ":instance/";

  private final RegionalState<AgentFleet> fleets;
  private final SessionAccess sessions;
  private final DocumentAccess documents;

  SsmAccess(RegionalState<AgentFleet> fleets, SessionAccess sessions, DocumentAccess documents) {
    this.fleets = fleets;
    this.sessions = sessions;
    this.documents = documents;
  }

  @Override
  public List<Access> requiredAccess(Call call) {
    return switch (call.action()) {
      case "StartSession" -> sessions.toStart(call);
      case "TerminateSession", "ResumeSession" -> sessions.toOwn(call);
      default -> DocumentAccess.covers(call) ? documents.requiredAccess(call) : accesses(call);
    };
  }

  private List<Access> accesses(Call call) {
    return resources(call)
        .map(arn -> withTags(call, arn, Access.to("ssm:" + call.action(), arn)))
        .toList();
  }

  /** Both keys hold the tags of a node. */
  private Access withTags(Call call, String arn, Access access) {
    int instance = arn.indexOf(INSTANCE);
    if (instance < 0) {
      return access;
    }
    Map<String, String> tags =
        fleets.of(call).tags(arn.substring(instance + INSTANCE.length()), call.now());
    Access tagged = access.withResourceTags(tags);
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      tagged = tagged.with("ssm:resourceTag/" + tag.getKey(), tag.getValue());
    }
    return tagged;
  }

  /** The ARNs of AWS's own documents and parameters contain no account. */
  private static Stream<String> resources(Call call) {
    String ownPrefix = "arn:aws:ssm:%s:%s:".formatted(call.region(), call.accountId());
    String awsPrefix = "arn:aws:ssm:%s::".formatted(call.region());
    String instances = "arn:aws:ec2:%s:%s:instance/".formatted(call.region(), call.accountId());
    return switch (call.action()) {
      case "GetParameter" -> {
        String name = text(call, "Name");
        String prefix = name.startsWith("/aws/") ? awsPrefix : ownPrefix;
        yield Stream.of(prefix + "parameter" + (name.startsWith("/") ? "" : "/") + name);
      }
      case "PutParameter", "DeleteParameter" ->
          Stream.of(
              ownPrefix
                  + "parameter"
                  + (text(call, "Name").startsWith("/") ? "" : "/")
                  + text(call, "Name"));
      case "SendCommand" ->
          Stream.concat(
              Stream.of(awsPrefix + "document/" + text(call, "DocumentName")),
              call.params().texts("InstanceIds").stream().map(instances::concat));
      default -> Stream.of("*");
    };
  }

  private static String text(Call call, String parameter) {
    return call.params().text(parameter).orElse("");
  }
}
