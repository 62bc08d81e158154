package io.ssmenv.simulator.core;

import java.util.List;

/** A group of related operations, such as those on route tables. */
public interface ActionGroup {
  /** The service as in the SigV4 credential scope. */
  String service();

  /** The supported operations. An operation that belongs to no family is rejected by name. */
  List<Operation> operations();
}
