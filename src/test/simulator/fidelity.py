"""The tables of docs/simulator.md: what operations know and refuse, and where moto differs."""

from botocore.session import get_session

from contract import CASES

START = "<!-- generated: operations -->\n"
END = "<!-- end: operations -->"
TITLES = {"ec2": "EC2", "iam": "IAM", "ssm": "Systems Manager", "sts": "STS"}

# Of every EC2 operation, and said once in the text.
EVERYWHERE = "DryRun"


def parameter_name(service, member, shape):
    """A parameter as it is called on the wire, which is how the simulator names it."""
    if service != "ec2":
        return member
    name = shape.serialization.get("queryName")
    if name:
        return name
    name = shape.serialization.get("name", member)
    return name[0].upper() + name[1:]


def refused(service, shape, known, prefix="", within=()):
    """The paths of a model's input that an operation does not know, as short as they can be."""
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
    """Paths of which all is known, as the structure that they are in."""
    groups = {}
    for path in known:
        groups.setdefault(path.partition(".")[0], []).append(path)
    for name, paths in groups.items():
        whole = len(paths) > 1 and not any(one.startswith(f"{name}.") for one in unknown)
        yield from [name] if whole else paths


def cell(paths):
    return ", ".join(f"`{path}`" for path in sorted(paths) if path != EVERYWHERE) or "-"


def differences_cell(operation, differences):
    titles = [title for title in CASES if title.startswith(f"{operation}: ")]
    told = [
        f"{title.partition(': ')[2]}: {CASES[title][1]}; moto: {differences[title]['moto']}"
        for title in titles
        if title in differences
    ]
    return "<br>".join(told) or ("none seen" if titles else "-")


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
    """The page with the tables as they have to be."""
    tables = []
    for service in sorted({service for service, _ in supported}):
        found = list(rows(service, supported, differences))
        tables += [
            f"### {TITLES[service]}: {len(found)} operations",
            "",
            "| operation | parameters | refused by name | where moto differs |",
            "|---|---|---|---|",
            *found,
            "",
        ]
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    return before + START + "\n" + "\n".join(tables) + "\n" + END + after
