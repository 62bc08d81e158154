package io.ssmenv.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.OperatorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An overlay that is installed in an API server which also has the namespace {@link #TEAM}.
 *
 * @param manifests the installed objects
 * @param kubeconfig a kubeconfig with only a token of the operator's service account
 */
record Installation(Manifests manifests, Path kubeconfig) {

  /** The namespace in the component {@code one-namespace}. */
  static final String TEAM = "team-a";

  /** Installs an overlay with kubectl. */
  static Installation of(ApiServer server, String overlay, Path directory) throws IOException {
    server
        .client()
        .resource(new NamespaceBuilder().withNewMetadata().withName(TEAM).endMetadata().build())
        .create();
    Manifests manifests = Manifests.overlay(server, overlay);
    manifests.apply(server);
    server.kubectl("wait", "--for=condition=Established", "--timeout=60s", "-f", "crds");
    String token =
        server.kubectl("create", "token", Manifests.NAME, "-n", Manifests.NAMESPACE).strip();
    String kubeconfig =
        Files.readString(server.kubeconfig()).replaceAll("token: .*", "token: " + token);
    return new Installation(
        manifests, Files.writeString(directory.resolve("kubeconfig"), kubeconfig));
  }

  /** Starts the operator with the arguments of its container, except the address and the port. */
  OperatorProcess startOperator(SimulatedAws aws) {
    List<String> arguments = manifests.container().getArgs();
    assertThat(arguments).startsWith("operator", "--bind-address=0.0.0.0", "--port=8080");
    return OperatorProcess.start(
        OperatorProcess.environment(kubeconfig, aws, "AKIA"),
        arguments.stream()
            .skip(3)
            .map(argument -> argument.replace("$(POD_NAMESPACE)", Manifests.NAMESPACE))
            .toArray(String[]::new));
  }
}
