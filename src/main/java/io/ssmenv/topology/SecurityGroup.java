package io.ssmenv.topology;

/**
 * A security group; its rules are links of their own. AWS cannot change its name and description.
 */
public record SecurityGroup(
    Key key, Ref vpc, String name, @CreateOnly String description, Tags tags)
    implements Resource, InVpc {}
