package io.ssmenv.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Injects the shared {@link ApiServer} into tests and lifecycle methods. It starts on first use.
 * JUnit closes its root store, and so the server, after the last test of the JVM.
 */
public final class ApiServerExtension implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(ApiServerExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ApiServer.class;
  }

  @Override
  public ApiServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(ApiServer.class, _ -> ApiServer.withDefinition(), ApiServer.class);
  }
}
