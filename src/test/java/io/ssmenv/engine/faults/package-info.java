/**
 * Faults of everything around the operator, as data: what happens when, how a seed selects it, and
 * how a failing selection is shrunk. Nothing in here runs anything.
 */
@NullMarked
package io.ssmenv.engine.faults;

import org.jspecify.annotations.NullMarked;
