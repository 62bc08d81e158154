package io.ssmenv.cli.plan;

import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.engine.Preview;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What a reader has to know of the other environments in a VPC. */
final class VpcNotes {

  private VpcNotes() {}

  /**
   * @param planned the environments of the VPC of which the plan is known
   */
  static List<String> of(
      TargetVpc vpc, Target target, Preview.Complete preview, Collection<Target> planned) {
    List<String> notes = new ArrayList<>();
    List<Target> guests = vpc.guests(target);
    String names = guests.stream().map(Target::name).collect(Collectors.joining(", "));
    if (!target.asked()) {
      notes.add("it was not asked for, but its VPC is shared with one that was");
    }
    if (preview.mode() == ReconcileMode.DELETION_AWAITS_GUESTS) {
      notes.add("its VPC stays until its guests are deleted: " + names);
    } else if (!guests.isEmpty()) {
      notes.add("its network has what its guests need, too: " + names);
    }
    vpc.host(target)
        .ifPresent(host ->
            host.notes().stream()
                .filter(note -> !target.notes().contains(note))
                .map(note -> "its host " + host.name() + ": " + note)
                .forEach(notes::add));
    guests.stream()
        .filter(guest -> !planned.contains(guest))
        .map(guest ->
            "what its guest "
                + guest.name()
                + " needs is not known, so nothing of the network is removed")
        .forEach(notes::add);
    notes.addAll(preview.notices());
    return notes;
  }
}
