/**
 * The data channel of sessions, as AWS's session-manager-plugin and agents speak it [C]: the web
 * socket, its messages, and what an agent runs in a session.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.simulator.session;
