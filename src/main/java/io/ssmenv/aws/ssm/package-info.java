/** Reads the agents of the instances from Systems Manager. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.ssm;
