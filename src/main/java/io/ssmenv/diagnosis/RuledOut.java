package io.ssmenv.diagnosis;

import io.ssmenv.diagnosis.Hop.Place;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What cannot be the reason, and what could not be checked: a person who looks further needs to
 * know both.
 */
record RuledOut(List<Hop> hops) {

  String sentence() {
    Set<Place> open = EnumSet.noneOf(Place.class);
    Set<Place> ruledOut = EnumSet.noneOf(Place.class);
    hops.forEach(hop -> (hop.verdict() instanceof Verdict.Ok ? ruledOut : open).add(hop.place()));
    ruledOut.removeAll(open);
    return "It has ruled out: "
        + labels(ruledOut)
        + (open.isEmpty() ? "" : ". It could not check: " + labels(open));
  }

  private static String labels(Set<Place> places) {
    return places.stream().map(Place::label).collect(Collectors.joining(", "));
  }
}
