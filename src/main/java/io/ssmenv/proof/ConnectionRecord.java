package io.ssmenv.proof;

import java.util.List;

/**
 * A proven connection as it was recorded, for a picture. The fields are texts, so that it can be
 * kept in a file.
 *
 * @param instance with its environment, such as {@code public/app-0}
 * @param instanceId of EC2
 * @param expected as in the status
 * @param observed as in the status
 * @param seconds from the creation of the environment to the prompt of the shell
 * @param command what was typed into the session
 * @param screen what the session showed, with what was typed
 * @param details of the Elastic IP, the NAT gateway or the endpoints
 */
public record ConnectionRecord(
    String instance,
    String instanceId,
    String pattern,
    String expected,
    String observed,
    long seconds,
    String command,
    String screen,
    List<DetailTable> details) {

  public ConnectionRecord {
    details = List.copyOf(details);
  }

  /** The environment of the instance, which is also what {@code connect} needs. */
  public String environment() {
    return instance.substring(0, instance.indexOf('/'));
  }

  /** The name of the file with the picture, such as {@code connect-public.svg}. */
  public String fileName() {
    return "connect-" + environment() + ".svg";
  }
}
