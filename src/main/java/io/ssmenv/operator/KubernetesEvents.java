package io.ssmenv.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.status.StatusEvent;
import java.net.HttpURLConnection;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes status events as Kubernetes Events of the environment, without blocking the reconcile.
 *
 * <p>An event with a cause gets a name that is derived from the cause. The API server then rejects
 * a second event with the same cause for as long as it keeps the first one (one hour by default),
 * no matter which process published it.
 */
final class KubernetesEvents {

  private static final Logger log = LoggerFactory.getLogger(KubernetesEvents.class);

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /** The cause with which the API server refuses an object. [D] */
  private static final String NAMESPACE_TERMINATING = "NamespaceTerminating";

  private final KubernetesClient client;
  private final Executor threads;
  private final InstantSource clock;
  private final String instance;

  /** Namespaces that were found in deletion, which is logged once for each name. */
  private final Set<String> terminating = ConcurrentHashMap.newKeySet();

  /**
   * @param instance name of this process, for example its pod
   */
  KubernetesEvents(
      KubernetesClient client, Executor threads, InstantSource clock, String instance) {
    this.client = client;
    this.threads = threads;
    this.clock = clock;
    this.instance = instance;
  }

  void publish(SsmManagedEnvironment environment, List<StatusEvent> events) {
    List<Event> toCreate = events.stream().map(event -> event(environment, event)).toList();
    if (!toCreate.isEmpty()) {
      threads.execute(() -> {
        for (Event event : toCreate) {
          if (!create(event)) {
            return;
          }
        }
      });
    }
  }

  /** Returns whether further events are worth a call. */
  private boolean create(Event event) {
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return true; // It is already published.
      }
      if (isNamespaceTerminating(e)) {
        reportTerminating(event);
        return false;
      }
      log.warn(
          "Failed to publish the event {} of environment {}: {}",
          event.getReason(),
          event.getRegarding().getName(),
          e.getMessage());
    } catch (RuntimeException e) { // The others may be published nevertheless.
      log.warn(
          "Failed to publish the event {} of environment {}",
          event.getReason(),
          event.getRegarding().getName(),
          e);
    }
    return true;
  }

  /** The API server accepts nothing new in a namespace that is being deleted. */
  private static boolean isNamespaceTerminating(KubernetesClientException failure) {
    return Optional.ofNullable(failure.getStatus())
        .map(Status::getDetails)
        .map(StatusDetails::getCauses)
        .orElse(List.of())
        .stream()
        .anyMatch(cause -> NAMESPACE_TERMINATING.equals(cause.getReason()));
  }

  private void reportTerminating(Event event) {
    if (terminating.add(event.getMetadata().getNamespace())) {
      log.debug(
          "Events of environment {} are not published any more: its namespace {} is being deleted",
          event.getRegarding().getName(),
          event.getMetadata().getNamespace());
    }
  }

  private static UUID nameSuffix(SsmManagedEnvironment environment, StatusEvent event) {
    return event
        .cause()
        .map(cause -> environment.getMetadata().getUid() + " " + event.reason() + " " + cause)
        .map(source -> UUID.nameUUIDFromBytes(source.getBytes(UTF_8)))
        .orElseGet(UUID::randomUUID);
  }

  private Event event(SsmManagedEnvironment environment, StatusEvent event) {
    return new EventBuilder()
        .withNewMetadata()
        .withName(environment.getMetadata().getName() + "." + nameSuffix(environment, event))
        .withNamespace(environment.getMetadata().getNamespace())
        .endMetadata()
        .withEventTime(new MicroTime(MICROS.format(clock.instant())))
        .withReportingController("ssmenv.io/operator")
        .withReportingInstance(instance)
        .withType(event.type().wire())
        .withReason(event.reason())
        .withAction(event.action())
        .withNote(event.message())
        .withRegarding(
            new ObjectReferenceBuilder()
                .withApiVersion(environment.getApiVersion())
                .withKind(environment.getKind())
                .withNamespace(environment.getMetadata().getNamespace())
                .withName(environment.getMetadata().getName())
                .withUid(environment.getMetadata().getUid())
                .withResourceVersion(environment.getMetadata().getResourceVersion())
                .build())
        .build();
  }
}
