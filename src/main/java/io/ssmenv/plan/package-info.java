/** What to do next and why: drift between desired and observed as a graph of steps. Pure. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.plan;
