/**
 * The whole system in one method: observe, design, plan, execute, report. Knows neither Kubernetes
 * nor the AWS SDK.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.engine;
