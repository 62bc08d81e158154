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
 * An overlay in an API server, with the namespace of a team.
 *
 * @param kubeconfig with nothing but a token of the operator's service account
 */
record Installation(Manifests manifests, Path kubeconfig) {

  /** The namespace that the component {@code one-namespace} names. */
  static final String TEAM = "team-a";

  /** Installs it by kubectl. */
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

  /** Starts the operator as its pod would, but for the port. */
  OperatorProcess replica(SimulatedAws aws) {
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
