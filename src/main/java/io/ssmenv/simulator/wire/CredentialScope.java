package io.ssmenv.simulator.wire;

import io.ssmenv.simulator.core.AwsError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who calls which service in which region: from a SigV4 {@code Authorization} header. The signature
 * has to be there, but is not verified: the simulator knows no secret keys.
 *
 * @param accessKeyId whose key signed
 * @param region the region that it was signed for
 * @param service the service that it was signed for
 */
public record CredentialScope(String accessKeyId, String region, String service) {
  private static final String ANONYMOUS = "anonymous";
  private static final Pattern HEADER =
      Pattern.compile(
          "AWS4-HMAC-SHA256\\s+Credential=([^/,\\s]+)/\\d{8}/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request,"
              + "\\s*SignedHeaders=[^,\\s]+,\\s*Signature=[0-9a-f]{64}\\s*");

  /** Of somebody who needs no key, as the unsigned calls of STS [D]. */
  public static CredentialScope anonymous(String service) {
    return new CredentialScope(ANONYMOUS, "us-east-1", service);
  }

  /** Whether it is of somebody who needs no key. */
  public boolean isAnonymous() {
    return accessKeyId.equals(ANONYMOUS);
  }

  /**
   * Reads the header.
   *
   * @throws AwsError {@code MissingAuthenticationToken} or {@code IncompleteSignature}, both 403
   */
  public static CredentialScope parse(Optional<String> authorization) {
    String header =
        authorization.orElseThrow(() ->
            new AwsError(
                "MissingAuthenticationToken",
                "Request is missing Authentication Token: sign it with SigV4, any key will do",
                403));
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches()) {
      throw new AwsError(
          "IncompleteSignature", "The Authorization header is not one of SigV4", 403);
    }
    return new CredentialScope(matcher.group(1), matcher.group(2), matcher.group(3));
  }
}
