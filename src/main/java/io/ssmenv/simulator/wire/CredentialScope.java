package io.ssmenv.simulator.wire;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.ErrorWords;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The credential scope of a SigV4 {@code Authorization} header: who calls which service in which
 * region. A signature is required but not verified, because the simulator has no secret keys.
 *
 * @param accessKeyId the access key of the signature
 * @param region the region of the signature
 * @param service the service of the signature
 */
public record CredentialScope(String accessKeyId, String region, String service) {
  private static final String ANONYMOUS = "anonymous";
  private static final Pattern HEADER =
      Pattern.compile(
          "AWS4-HMAC-SHA256\\s+Credential=([^/,\\s]+)/\\d{8}/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request,"
              + "\\s*SignedHeaders=[^,\\s]+,\\s*Signature=[0-9a-f]{64}\\s*");

  /** Creates the scope of a call without signature, as STS supports it [D]. */
  public static CredentialScope anonymous(String service) {
    return new CredentialScope(ANONYMOUS, "us-east-1", service);
  }

  /** Returns whether the call has no signature. */
  public boolean isAnonymous() {
    return accessKeyId.equals(ANONYMOUS);
  }

  /**
   * Parses the header.
   *
   * @throws AwsError {@code MissingAuthenticationToken} or {@code IncompleteSignature}, both 403
   */
  public static CredentialScope parse(Optional<String> authorization) {
    String header =
        authorization.orElseThrow(() -> ErrorWords.error("missing-authentication-token"));
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches()) {
      throw ErrorWords.error("incomplete-signature");
    }
    return new CredentialScope(matcher.group(1), matcher.group(2), matcher.group(3));
  }
}
