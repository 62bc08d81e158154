/**
 * What resource handlers need for their AWS calls: parameters, client tokens, ownership checks and
 * fallbacks.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.call;
