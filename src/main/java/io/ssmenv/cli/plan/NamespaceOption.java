package io.ssmenv.cli.plan;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that all commands have which name an environment. */
public final class NamespaceOption {

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "The namespace (default: that of the kubeconfig).")
  private @Nullable String namespace;

  /** The namespace, if one was given. */
  public Optional<String> value() {
    return Optional.ofNullable(namespace);
  }
}
