/** STS, as far as its callers need it: who they are. */
package io.ssmenv.simulator.sts;
