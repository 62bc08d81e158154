package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.Call;
import java.util.List;
import java.util.stream.Stream;

/**
 * The permissions that calls of Systems Manager need, from the Service Authorization Reference [D].
 */
final class SsmAccess implements Access.Model {
  private final SessionAccess sessions;

  SsmAccess(SessionAccess sessions) {
    this.sessions = sessions;
  }

  @Override
  public List<Access> requiredAccess(Call call) {
    return switch (call.action()) {
      case "StartSession" -> sessions.toStart(call);
      case "TerminateSession", "ResumeSession" -> sessions.toOwn(call);
      default -> accesses(call);
    };
  }

  private static List<Access> accesses(Call call) {
    return resources(call).map(arn -> Access.to("ssm:" + call.action(), arn)).toList();
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
