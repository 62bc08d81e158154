package io.ssmenv.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds all writes to the API server until a test lets them go, all at once. */
final class HeldRequests implements Interceptor {

  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger statuses = new AtomicInteger();
  private final List<String> failures = new CopyOnWriteArrayList<>();

  /** A client of the same API server; the caller closes it. */
  KubernetesClient client(KubernetesClient other) {
    return new KubernetesClientBuilder()
        .withConfig(other.getConfiguration())
        .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor("held", this))
        .build();
  }

  /** How many writes have come so far. */
  int waiting() {
    return waiting.get();
  }

  /** How often a status was written. */
  int statuses() {
    return statuses.get();
  }

  /** The requests that did not reach the API server. */
  List<String> failures() {
    return failures;
  }

  void release() {
    released.countDown();
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (request.uri().getPath().endsWith("/status")) {
      statuses.incrementAndGet();
    }
    if (request.method().equals("GET") || released.getCount() == 0) {
      return;
    }
    waiting.incrementAndGet();
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    failures.add(request.method() + " " + request.uri() + ": " + failure);
  }
}
