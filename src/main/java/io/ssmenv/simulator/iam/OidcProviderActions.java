package io.ssmenv.simulator.iam;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.core.Value;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Creates, reads and deletes OpenID Connect providers. */
final class OidcProviderActions implements ActionGroup {
  /** IAM's quotas [D]. */
  private static final int MAX_PROVIDERS = 100;

  private static final int MAX_CLIENT_IDS = 100;
  private static final int MAX_THUMBPRINTS = 5;
  private static final Pattern THUMBPRINT = Pattern.compile("[0-9a-fA-F]{40}");

  private final RegionalState<IamState> states;

  OidcProviderActions(RegionalState<IamState> states) {
    this.states = states;
  }

  @Override
  public String service() {
    return "iam";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write(
            "CreateOpenIDConnectProvider",
            this::create,
            "Url",
            "ClientIDList",
            "ThumbprintList",
            "Tags.Key",
            "Tags.Value"),
        read("GetOpenIDConnectProvider", this::get, "OpenIDConnectProviderArn"),
        read("ListOpenIDConnectProviders", this::list),
        write("DeleteOpenIDConnectProvider", this::delete, "OpenIDConnectProviderArn"));
  }

  private Struct create(Call call) {
    IamState state = state(call);
    String url = url(call);
    List<String> clientIds = call.params().texts("ClientIDList");
    List<String> thumbprints = call.params().texts("ThumbprintList");
    if (clientIds.size() > MAX_CLIENT_IDS) {
      throw IamErrors.quota("ClientIdsPerOpenIdConnectProvider", MAX_CLIENT_IDS);
    }
    if (thumbprints.size() > MAX_THUMBPRINTS
        || new HashSet<>(thumbprints).size() < thumbprints.size()
        || !thumbprints.stream().allMatch(t -> THUMBPRINT.matcher(t).matches())) {
      throw IamErrors.invalidInput(
          "A thumbprint list has at most 5 different thumbprints of 40 hexadecimal digits.");
    }
    String arn = OidcProvider.arn(call.accountId(), url);
    if (state.oidcProviders().containsKey(arn)) {
      throw ErrorWords.error("entity-already-exists-oidc-provider", url);
    }
    if (state.oidcProviders().size() >= MAX_PROVIDERS) {
      throw IamErrors.quota("OpenIdConnectProvidersPerAccount", MAX_PROVIDERS);
    }
    OidcProvider provider =
        new OidcProvider(
            arn,
            OidcProvider.withoutScheme(url),
            clientIds,
            thumbprints,
            IamInput.tags(call.params(), Map.of()),
            call.now());
    state.oidcProviders().put(arn, provider);
    Struct answer = Struct.empty().with("OpenIDConnectProviderArn", arn);
    return provider.tags().isEmpty()
        ? answer
        : answer.with("Tags", IamReplies.tags(provider.tags()));
  }

  /** The URL is the {@code iss} claim: https, without port and query [D]. */
  private static String url(Call call) {
    String url = call.params().required("Url");
    boolean valid =
        url.length() <= 255
            && parsed(url)
                .filter(u -> "https".equals(u.getScheme()) && u.getHost() != null)
                .filter(u -> u.getPort() < 0 && u.getQuery() == null && u.getFragment() == null)
                .isPresent();
    if (!valid) {
      throw ErrorWords.error("validation-error-oidc-provider");
    }
    return url;
  }

  private static Optional<URI> parsed(String url) {
    try {
      return Optional.of(URI.create(url));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Struct get(Call call) {
    String arn = call.params().required("OpenIDConnectProviderArn");
    OidcProvider provider =
        Optional.ofNullable(state(call).oidcProviders().get(arn))
            .orElseThrow(() -> ErrorWords.error("no-such-entity", arn));
    return Struct.empty()
        .with("Url", provider.url())
        .with("ClientIDList", Value.texts(provider.clientIds()))
        .with("ThumbprintList", Value.texts(provider.thumbprints()))
        .with("CreateDate", provider.created())
        .with("Tags", IamReplies.tags(provider.tags()));
  }

  private Struct list(Call call) {
    return Struct.empty()
        .with(
            "OpenIDConnectProviderList",
            state(call).oidcProviders().keySet().stream()
                .map(arn -> Struct.empty().with("Arn", arn)));
  }

  /** Idempotent. Roles that trust the provider do not change [D]. */
  private Struct delete(Call call) {
    state(call).oidcProviders().remove(call.params().required("OpenIDConnectProviderArn"));
    return Struct.empty();
  }

  private IamState state(Call call) {
    return states.of(call.accountId(), RegionalState.GLOBAL);
  }
}
