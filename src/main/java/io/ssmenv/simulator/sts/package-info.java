/** STS: caller identity, and temporary credentials of roles. */
package io.ssmenv.simulator.sts;
