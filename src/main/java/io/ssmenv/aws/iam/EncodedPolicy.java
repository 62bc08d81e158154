package io.ssmenv.aws.iam;

import io.ssmenv.aws.call.CanonicalJson;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Decodes trust policies and inline policies. */
final class EncodedPolicy {

  private EncodedPolicy() {}

  /**
   * Returns the document without white space and with sorted members, as the topology has it.
   *
   * @param encoded the URL-encoded document that IAM returns
   * @return the decoded text unchanged if it is not JSON
   */
  static String canonical(String encoded) {
    return CanonicalJson.of(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
  }
}
