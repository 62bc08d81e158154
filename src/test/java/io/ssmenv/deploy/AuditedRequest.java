package io.ssmenv.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.ssmenv.testing.ApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/**
 * A request of the operator's service account, from the API server's audit log.
 *
 * @param verb the RBAC verb
 * @param resource the resource with its group and its subresource, as in {@code kubectl auth
 *     can-i}; empty for a request without an object, such as API discovery
 * @param uri the URI of the request
 * @param allowed whether RBAC allowed it
 * @param reason the binding and the role that allowed it, as the API server writes them
 */
record AuditedRequest(String verb, String resource, String uri, boolean allowed, String reason) {

  static List<AuditedRequest> of(ApiServer server) {
    String user = "system:serviceaccount:" + Manifests.NAMESPACE + ":" + Manifests.NAME;
    try (var lines = Files.lines(server.auditLog())) {
      return lines
          .map(line -> Serialization.unmarshal(line, JsonNode.class))
          .filter(event -> event.at("/user/username").asText().equals(user))
          .map(AuditedRequest::of)
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AuditedRequest of(JsonNode event) {
    JsonNode annotations = event.path("annotations");
    JsonNode object = event.path("objectRef");
    return new AuditedRequest(
        event.path("verb").asText(),
        object.isMissingNode()
            ? ""
            : resource(
                object.path("resource").asText()
                    + (object.has("subresource") ? "/" + object.get("subresource").asText() : ""),
                object.path("apiGroup").asText("")),
        event.path("requestURI").asText(),
        annotations.path("authorization.k8s.io/decision").asText().equals("allow"),
        annotations.path("authorization.k8s.io/reason").asText());
  }

  /** A resource and its group as one word. */
  static String resource(String resource, String group) {
    return group.isEmpty() ? resource : resource + "." + group;
  }
}
