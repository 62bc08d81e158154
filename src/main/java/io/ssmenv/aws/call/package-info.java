/**
 * What a resource handler makes its AWS calls with: parameters, client tokens, ownership checks,
 * fallbacks.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.call;
