"""Generates the tables of docs/simulator.md: parameters of operations, and differences of moto."""

from botocore.session import get_session

from contract import CASES

START = "<!-- generated: operations -->\n"
END = "<!-- end: operations -->"
TITLES = {
    "ec2": "EC2",
    "iam": "IAM",
    "kms": "KMS",
    "logs": "CloudWatch Logs",
    "s3": "S3",
    "ssm": "Systems Manager",
    "sts": "STS",
}

# A parameter of every EC2 operation, mentioned once in the text.
COMMON_PARAMETER = "DryRun"


def parameter_name(service, member, shape):
    """Returns the name of a parameter on the wire, which the simulator uses."""
    if service != "ec2":
        return member
    name = shape.serialization.get("queryName")
    if name:
        return name
    name = shape.serialization.get("name", member)
    return name[0].upper() + name[1:]


def refused(service, shape, known, prefix="", within=()):
    """Returns the shortest paths of a model's input that an operation does not support."""
    paths = []
    for member, inner in shape.members.items() if shape else ():
        path = prefix + parameter_name(service, member, inner)
        while inner.type_name == "list":
            inner = inner.member
        if path in known or f"{path}.*" in known:
            continue
        deeper = any(one.startswith(f"{path}.") for one in known)
        if deeper and inner.type_name == "structure" and inner.name not in within:
            paths += refused(service, inner, known, f"{path}.", (*within, inner.name))
        elif not deeper:
            paths.append(path)
    return paths


def folded(known, unknown):
    """Replaces the paths of a completely supported structure by the path of the structure."""
    groups = {}
    for path in known:
        groups.setdefault(path.partition(".")[0], []).append(path)
    for name, paths in groups.items():
        whole = len(paths) > 1 and not any(one.startswith(f"{name}.") for one in unknown)
        yield from [name] if whole else paths


def cell(paths):
    return ", ".join(f"`{path}`" for path in sorted(paths) if path != COMMON_PARAMETER) or "-"


def differences_cell(operation, differences):
    titles = [title for title in CASES if title.startswith(f"{operation}: ")]
    shown = [
        f"{title.partition(': ')[2]}: {CASES[title][1]}; moto: {differences[title]['moto']}"
        for title in titles
        if title in differences
    ]
    return "<br>".join(shown) or ("none found" if titles else "-")


def rows(service, supported, differences):
    model = get_session().get_service_model(service)
    for (owner, operation), parameters in sorted(supported.items()):
        if owner == service:
            shape = model.operation_model(operation).input_shape
            unknown = refused(service, shape, set(parameters))
            yield (
                f"| `{operation}` | {cell(folded(parameters, unknown))} | {cell(unknown)}"
                f" | {differences_cell(operation, differences)} |"
            )


def page(text, supported, differences):
    """Returns the page with generated tables."""
    tables = []
    for service in sorted({service for service, _ in supported}):
        found = list(rows(service, supported, differences))
        tables += [
            f"### {TITLES[service]}: {len(found)} operations",
            "",
            "| operation | parameters | not supported | differences of moto |",
            "|---|---|---|---|",
            *found,
            "",
        ]
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    return before + START + "\n" + "\n".join(tables) + "\n" + END + after
