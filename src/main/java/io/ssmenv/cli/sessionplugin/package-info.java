/** AWS's session-manager-plugin, built from its source for the tests and the demo. */
package io.ssmenv.cli.sessionplugin;
