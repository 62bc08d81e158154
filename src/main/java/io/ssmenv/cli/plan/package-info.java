/** {@code ssmenv plan}: shows what the operator would do. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.cli.plan;
