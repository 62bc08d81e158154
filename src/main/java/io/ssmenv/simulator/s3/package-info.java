/** The buckets of S3, into which agents store the logs of sessions. */
package io.ssmenv.simulator.s3;
