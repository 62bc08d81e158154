/**
 * The state that the status of an environment keeps from one reconcile to the next: ids, facts,
 * failed launches, whether the agents were online, and when their path to Systems Manager changed.
 * It is read before a plan is made and written afterwards. Users and other versions of the operator
 * can edit the status, so it is parsed leniently.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.state;
