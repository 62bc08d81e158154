/**
 * The only user of the AWS SDK: clients, the catalogue of error codes, and the execution of steps.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws;
