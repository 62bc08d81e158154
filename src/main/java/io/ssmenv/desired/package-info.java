/**
 * One class for each connectivity pattern: from the spec and what AWS decided, to the desired
 * topology. Pure.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.desired;
