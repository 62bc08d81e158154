/** The keys of AWS KMS, as far as sessions and their logs need them. */
package io.ssmenv.simulator.kms;
