package io.ssmenv.simulator.iam;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An OpenID Connect provider whose tokens the account accepts.
 *
 * @param arn {@code arn:aws:iam::<account>:oidc-provider/<url>}
 * @param url the URL without its scheme, as IAM shows it and as condition keys use it
 * @param clientIds its audiences
 * @param thumbprints the thumbprints of its certificates; stored but not used
 * @param tags by key
 * @param created when it was created
 */
public record OidcProvider(
    String arn,
    String url,
    List<String> clientIds,
    List<String> thumbprints,
    Map<String, String> tags,
    Instant created) {

  public OidcProvider {
    clientIds = List.copyOf(clientIds);
    thumbprints = List.copyOf(thumbprints);
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /** Returns the ARN of the provider with a URL, with or without scheme. */
  static String arn(String accountId, String url) {
    return "arn:aws:iam::%s:oidc-provider/%s".formatted(accountId, withoutScheme(url));
  }

  static String withoutScheme(String url) {
    return url.replaceFirst("^https://", "");
  }
}
