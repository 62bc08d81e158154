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
 * @param url without its scheme, as IAM shows it and as condition keys begin with it
 * @param clientIds the audiences that it knows
 * @param thumbprints of its certificates; kept, and never compared with anything
 * @param tags by key
 * @param created when it was made
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

  /** The ARN of the provider of that URL, with its scheme or without. */
  static String arn(String accountId, String url) {
    return "arn:aws:iam::%s:oidc-provider/%s".formatted(accountId, withoutScheme(url));
  }

  static String withoutScheme(String url) {
    return url.replaceFirst("^https://", "");
  }
}
