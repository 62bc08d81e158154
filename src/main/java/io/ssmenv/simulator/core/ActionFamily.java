package io.ssmenv.simulator.core;

import java.util.List;

/** Operations that belong together, such as all of those on route tables. */
public interface ActionFamily {
  /** The service as in the SigV4 credential scope. */
  String service();

  /** What it supports; an operation that is in no family is refused by name. */
  List<Operation> operations();
}
