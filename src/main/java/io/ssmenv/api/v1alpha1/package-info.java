/**
 * The custom resource {@code SsmManagedEnvironment}.
 *
 * <p>The records keep absent fields as null, so that an object does not change when it is read and
 * written again. The schema sets no defaults. To read a setting with its default, use the accessor
 * that ends in {@code OrDefault}.
 *
 * <p>The schema in {@code crds/} is generated from these types. A validation rule is on the record
 * whose fields it compares, because the generator emits a rule on a record component twice.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.api.v1alpha1;
