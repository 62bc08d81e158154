/** Why an agent does not reach Systems Manager, found in what was read. No side effects. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.diagnosis;
