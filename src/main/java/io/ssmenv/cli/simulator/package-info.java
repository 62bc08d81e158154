/** The simulated AWS as a program: {@code ssmenv simulate} and {@code ssmenv-simulator.jar}. */
package io.ssmenv.cli.simulator;
