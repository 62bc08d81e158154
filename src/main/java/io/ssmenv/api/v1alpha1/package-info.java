/**
 * The custom resource {@code SsmManagedEnvironment} as it is on the wire.
 *
 * <p>The records keep what was written: an absent field is null in its component, so that an object
 * which is read and written again is unchanged, and the schema sets no defaults. Whoever reads a
 * setting uses the accessor ending in {@code OrDefault}, which is where the defaults are.
 *
 * <p>The schema in {@code crds/} is generated from these types. A rule stands on the record whose
 * fields it compares, because the generator emits a rule on a record component twice.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.api.v1alpha1;
