"""Checks responses against AWS's service models, more strictly than any client.

botocore ignores unknown elements and does not validate responses. Here unknown elements, values of
the wrong type, values outside an enum, a length or a pattern, and missing required members are
faults.
"""

import json
import re
from collections import Counter
from xml.etree import ElementTree

TIMES = {
    "ec2": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"),
    "query": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
}

# Values that AWS returns although they are not in the enum of the model:
EXTRA_VALUES = {
    # Endpoints are "available" on the wire, "Available" in the model.
    "State": {"pending", "available", "deleting", "deleted", "rejected", "failed", "expired"},
    # Internet gateways, as in the example of DescribeInternetGateways in the EC2 API Reference.
    "AttachmentStatus": {"available"},
    # As in the example of CreateNetworkInterface in the EC2 API Reference.
    "NetworkInterfaceStatus": {"pending"},
    # IAM API Reference, AttachedPermissionsBoundary: "can only have a value of Policy".
    "PermissionsBoundaryAttachmentType": {"Policy"},
}

# Patterns for members where AWS's own examples do not match the model.
PATTERN_OVERRIDES = {
    # "2019-01-03T11:46:54.951Z" and "PT0.093S" in the reference of get-command-invocation.
    "StringDateTime": r"^(|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z|PT[\d.]+S)$",
}

# Errors that every operation can return and no model lists.
COMMON_ERRORS = {
    "AccessDenied",
    "AccessDeniedException",
    "InvalidAction",
    "Throttling",
    "ThrottlingException",
    "UnrecognizedClientException",
    "InvalidClientTokenId",
    "ValidationError",
    "ValidationException",
}


def faults(operation, answer):
    """Returns the faults of a response as messages; empty if there are none.

    operation is botocore's model of the operation, answer contains status_code and body.
    """
    protocol = operation.service_model.metadata["protocol"]
    readers = {"ec2": Ec2Reader, "query": QueryReader, "json": JsonReader, "rest-xml": S3Reader}
    reader = readers[protocol](operation)
    reader.read(answer["status_code"], answer["body"])
    return [f"{operation.name}: {fault}" for fault in reader.faults]


class Reader:
    """Common checks of all protocols."""

    def __init__(self, operation):
        self.operation = operation
        self.faults = []

    def fault(self, path, what):
        self.faults.append(f"{path} {what}")

    def required(self, shape, given, path):
        for name in shape.required_members:
            if name not in given:
                self.fault(f"{path}.{name}", "is required and missing")

    def text(self, shape, value, path):
        admitted = shape.enum and {*shape.enum, *EXTRA_VALUES.get(shape.name, ())}
        if admitted and value not in admitted:
            self.fault(path, f"is {value!r}, not one of {shape.name}: {sorted(admitted)}")
        if not shape.metadata.get("min", 0) <= len(value) <= shape.metadata.get("max", len(value)):
            self.fault(path, f"has {len(value)} characters, against {shape.metadata}")
        pattern = PATTERN_OVERRIDES.get(shape.name, shape.metadata.get("pattern"))
        # Patterns with Java character classes or Unicode escapes are not portable to Python.
        portable = pattern and "\\p" not in pattern and "\\u" not in pattern
        if portable and not re.search(pattern, value):
            self.fault(path, f"is {value!r}, against {pattern}")

    def error(self, status, code, message):
        if not code or not message:
            self.fault("error", "needs a code and a message")
        modelled = {
            shape.error_code: shape.metadata.get("error", {}).get("httpStatusCode")
            for shape in self.operation.error_shapes
        }
        known = modelled.get(code, 400 if code in COMMON_ERRORS else 0)
        if self.operation.service_model.service_name == "ec2" or code.startswith("AccessDenied"):
            return  # EC2's model has no errors, and AccessDenied has the status 403 or 400.
        if known == 0:
            self.fault("error", f"{code} is not one of {sorted(modelled)}")
        elif status != (known or 400):
            self.fault("error", f"{code} has status {status}, not {known or 400}")


class XmlReader(Reader):
    """Both Query protocols."""

    def parsed(self, status, body):
        root = ElementTree.fromstring(body)
        namespace = self.operation.service_model.metadata["xmlNamespace"].rstrip("/")
        expected = {f"{{{namespace}}}", f"{{{namespace}/}}"}
        if (
            status == 200
            and root.tag.removesuffix(f"{self.operation.name}Response") not in expected
        ):
            self.fault("answer", f"has the root {root.tag}")
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
        return root

    def structure(self, shape, node, path, extra=()):
        by_tag = {
            member.serialization.get("name", name): (name, member)
            for name, member in shape.members.items()
        }
        found = Counter(child.tag for child in node if child.tag not in extra)
        for tag, times in found.items():
            if tag not in by_tag or times > 1:
                self.fault(f"{path}.{tag}", "is not in the model, or occurs twice")
        if (node.text or "").strip():
            self.fault(path, f"contains text between its members: {node.text!r}")
        for child in node:
            if child.tag in by_tag and child.tag not in extra:
                name, member = by_tag[child.tag]
                self.value(member, child, f"{path}.{name}")
        self.required(shape, {by_tag[tag][0] for tag in found if tag in by_tag}, path)

    def value(self, shape, node, path):
        if shape.type_name == "structure":
            self.structure(shape, node, path)
        elif shape.type_name == "list":
            element = shape.member.serialization.get("name", "member")
            for number, child in enumerate(node):
                if child.tag != element:
                    self.fault(path, f"contains {child.tag} instead of {element}")
                self.value(shape.member, child, f"{path}[{number}]")
        else:
            self.scalar(shape, node, path)

    def scalar(self, shape, node, path):
        value = node.text or ""
        if len(node):
            self.fault(path, "contains elements instead of a value")
        patterns = {
            "integer": re.compile(r"-?\d+"),
            "long": re.compile(r"-?\d+"),
            "boolean": re.compile("true|false"),
            "timestamp": TIMES[self.operation.service_model.metadata["protocol"]],
        }
        if shape.type_name == "string":
            self.text(shape, value, path)
        elif not patterns[shape.type_name].fullmatch(value):
            self.fault(path, f"is {value!r}, not of type {shape.type_name}")


class Ec2Reader(XmlReader):
    def read(self, status, body):
        root = self.parsed(status, body)
        if status != 200:
            self.error(
                status, root.findtext("Errors/Error/Code"), root.findtext("Errors/Error/Message")
            )
            if not root.findtext("RequestID"):
                self.fault("error", "has no RequestID")
            return
        if not root.findtext("requestId"):
            self.fault("answer", "has no requestId")
        # Many responses contain <return>true</return>, which is only in some models.
        shape = self.operation.output_shape
        known = (
            {member.serialization.get("name") for member in shape.members.values()} if shape else ()
        )
        extra = {"requestId", "return"}.difference(known)
        if root.findtext("return", "true") not in ("true", "false"):
            self.fault("return", "is not a boolean")
        if shape:
            self.structure(shape, root, self.operation.name, extra)
        elif {child.tag for child in root} - extra:
            self.fault("answer", "contains members although the model has none")


class QueryReader(XmlReader):
    def read(self, status, body):
        root = self.parsed(status, body)
        if status != 200:
            self.error(status, root.findtext("Error/Code"), root.findtext("Error/Message"))
            if not root.findtext("RequestId") or root.findtext("Error/Type") != "Sender":
                self.fault("error", "has no RequestId, or not the type Sender")
            return
        if not root.findtext("ResponseMetadata/RequestId"):
            self.fault("answer", "has no ResponseMetadata/RequestId")
        shape = self.operation.output_shape
        wrapper = shape.serialization["resultWrapper"] if shape else ""
        if [child.tag for child in root] != ([wrapper] if shape else []) + ["ResponseMetadata"]:
            self.fault("answer", f"contains {[child.tag for child in root]}")
        elif shape:
            self.structure(shape, root[0], self.operation.name)


class S3Reader(Reader):
    """S3's bodies differ for each operation; here only those of errors are checked."""

    def read(self, status, body):
        if status >= 400 and body:
            root = ElementTree.fromstring(body)
            if not (root.tag == "Error" and root.findtext("Code") and root.findtext("Message")):
                self.fault("error", "needs a code and a message")


class JsonReader(Reader):
    def read(self, status, body):
        answer = json.loads(body)
        if status != 200:
            self.error(status, answer.get("__type"), answer.get("message") or answer.get("Message"))
        elif self.operation.output_shape is None:
            if answer:
                self.fault("answer", "contains members although the model has none")
        else:
            self.value(self.operation.output_shape, answer, self.operation.name)

    def value(self, shape, value, path):
        types = {
            "structure": dict,
            "map": dict,
            "list": list,
            "string": str,
            "boolean": bool,
            "integer": int,
            "long": int,
            "timestamp": (int, float),
        }
        if not isinstance(value, types[shape.type_name]) or (
            isinstance(value, bool) and shape.type_name != "boolean"
        ):
            self.fault(path, f"is {value!r}, not of type {shape.type_name}")
        elif shape.type_name == "structure":
            for name in value.keys() - shape.members.keys():
                self.fault(f"{path}.{name}", "is not in the model")
            for name in value.keys() & shape.members.keys():
                self.value(shape.members[name], value[name], f"{path}.{name}")
            self.required(shape, value, path)
        elif shape.type_name == "list":
            for number, element in enumerate(value):
                self.value(shape.member, element, f"{path}[{number}]")
        elif shape.type_name == "map":
            for key, element in value.items():
                self.value(shape.value, element, f"{path}[{key}]")
        elif shape.type_name == "string":
            self.text(shape, value, path)
