package io.ssmenv.cli.orphans;

import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Resource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that exists of an orphan, with its links, from which a spec is read.
 *
 * @param vpc the id of the VPC in which it stands, if it has none of its own
 */
record Remains(List<Observed> observed, Optional<String> vpc) {

  Remains {
    observed = List.copyOf(observed);
  }

  <R extends Resource> Stream<R> of(Class<R> type) {
    return observed.stream().map(Observed::resource).filter(type::isInstance).map(type::cast);
  }

  boolean has(Class<? extends Resource> type) {
    return of(type).findAny().isPresent();
  }
}
