package io.ssmenv.cloud;

/**
 * Where an environment is. Everything in a scope is polled together.
 *
 * @param region for example {@code eu-west-1}
 */
public record Scope(String region) {
  @Override
  public String toString() {
    return region;
  }
}
