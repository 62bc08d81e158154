package io.ssmenv.cloud;

/** All scopes in use. */
public interface Clouds {

  /** A scope; it starts to be observed when it is first asked for. */
  Cloud in(Scope scope);
}
