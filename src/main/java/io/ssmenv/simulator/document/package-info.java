/** The documents of Systems Manager that an account owns: those of the type Session. */
package io.ssmenv.simulator.document;
