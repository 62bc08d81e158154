package io.ssmenv.desired;

/**
 * The VPC of somebody else has no place for all zones of an environment that stands in it already.
 * What it has goes on; what belongs into the other zones is not created.
 *
 * @param placed how many zones have a place, counted from the first
 * @param why names what the VPC lacks, and says what to do next
 */
public record UnplacedZones(int placed, DesiredState.Unresolved why) {}
