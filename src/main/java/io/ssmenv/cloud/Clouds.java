package io.ssmenv.cloud;

/** The scopes in use. */
public interface Clouds {

  /** The AWS of a scope; it is polled from the first call on. */
  Cloud in(Scope scope);
}
