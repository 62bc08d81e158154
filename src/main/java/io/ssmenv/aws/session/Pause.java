package io.ssmenv.aws.session;

import java.time.Duration;

/** Lets time pass while a person waits. Tests let it pass in no time. */
@FunctionalInterface
public interface Pause {

  void of(Duration duration) throws InterruptedException;
}
