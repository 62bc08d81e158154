package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NamespaceableResource;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.status.StatusEvent;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a client does that fails. {@code KubernetesEventsIT} has the tests with an API server. */
class KubernetesEventsTest {

  private final List<String> published = new ArrayList<>();

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private Object create(Event event) {
    if (event.getNote().equals("first")) {
      throw new IllegalStateException("the client is closed");
    }
    published.add(event.getNote());
    return event;
  }

  private static StatusEvent event(String message) {
    return new StatusEvent(StatusEvent.Type.NORMAL, "Online", "Observe", message, Optional.empty());
  }

  @Test
  void anEventThatCannotBePublishedDoesNotKeepOthersBack() {
    KubernetesClient client =
        proxy(
            KubernetesClient.class,
            (_, _, arguments) ->
                proxy(NamespaceableResource.class, (_, _, _) -> create((Event) arguments[0])));
    SsmManagedEnvironment environment = new SsmManagedEnvironment();
    environment.setMetadata(
        new ObjectMetaBuilder().withName("one").withNamespace("team-a").withUid("uid-1").build());
    new KubernetesEvents(client, Runnable::run, InstantSource.system(), "process")
        .publish(environment, List.of(event("first"), event("second")));
    assertThat(published).containsExactly("second");
  }
}
