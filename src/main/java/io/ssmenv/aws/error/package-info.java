/**
 * Classifies AWS errors by what they mean to the engine: the error codes as data, and the
 * exceptions of the SDK.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.error;
