/**
 * What an environment's status remembers from one reconcile to the next: ids, facts, failed
 * launches, and whether the agents have answered. It is read before a plan is made and written
 * afterwards. The status can be edited by people and by other versions of the operator, so it is
 * parsed leniently.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.state;
