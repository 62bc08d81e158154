package io.ssmenv.simulator.ssm;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the address services on the Internet respond. Nobody guarantees them: a test lets one fail,
 * respond with something else, or drop all packets.
 */
public final class AddressServices {

  /**
   * A response.
   *
   * @param status of HTTP; 0 if there is no response at all
   * @param body the text of the response
   */
  record Reply(int status, String body) {
    private static final int ERRORS = 400;

    boolean isSilent() {
      return status == 0;
    }

    boolean isError() {
      return status >= ERRORS;
    }
  }

  private final Map<String, Reply> replies = new ConcurrentHashMap<>();

  /** From now on, a service responds with this text instead of the address of the caller. */
  public void respond(String host, String body) {
    replies.put(host, new Reply(200, body));
  }

  /** From now on, a service responds with an error. */
  public void fail(String host, int status) {
    replies.put(host, new Reply(status, "<html>sorry</html>"));
  }

  /** From now on, a service does not respond. */
  public void silence(String host) {
    replies.put(host, new Reply(0, ""));
  }

  /** From now on, all services work. */
  public void restore() {
    replies.clear();
  }

  Reply reply(AddressService service, String publicIp) {
    return Optional.ofNullable(replies.get(service.host()))
        .orElseGet(() -> new Reply(200, service.answer(publicIp)));
  }
}
