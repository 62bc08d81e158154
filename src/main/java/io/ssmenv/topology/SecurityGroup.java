package io.ssmenv.topology;

/**
 * A security group; its rules are links of their own. Name and description can't be changed in AWS.
 */
public record SecurityGroup(
    Key key, Ref vpc, String name, @CreateOnly String description, Tags tags) implements Resource {}
