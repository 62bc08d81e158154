/**
 * What an AWS error means to the engine: the catalogue of error codes and the classification of
 * exceptions.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.error;
