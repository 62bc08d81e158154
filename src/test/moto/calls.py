"""The calls of the operator, from moto's recording of all requests."""

import base64
import json
import re
from urllib.parse import parse_qs

# The access key of the operator, which distinguishes its calls from others in the recording.
OPERATOR = "operator"

# The folder of the parameters by which operators show that they are alive.
HEARTBEATS = "/operators/ssmenv/"


class Calls:
    """The calls since the creation of this object."""

    def __init__(self, recording):
        self._recording = recording
        self._mark = len(self._lines())

    def _lines(self):
        text = self._recording.read_text() if self._recording.exists() else ""
        return text[: text.rfind("\n") + 1].splitlines()

    def _requests(self):
        """Each as (action, parameters). The calls of the tests have another access key."""
        for line in self._lines()[self._mark :]:
            request = json.loads(line)
            headers = {name.lower(): value for name, value in request["headers"].items()}
            if f"Credential={OPERATOR}/" not in headers["authorization"]:
                continue
            body = base64.b64decode(request["body"]).decode()
            target = headers.get("x-amz-target")
            if target:
                yield target.split(".")[1], body
            else:
                yield parse_qs(body)["Action"][0], body

    def count(self, action):
        return sum(1 for made, _ in self._requests() if made == action)

    def writes(self):
        """The mutating calls, with their parameters, but for heartbeats."""
        return [
            f"{action}: {parameters}"
            for action, parameters in self._requests()
            if not re.match("Describe|Get|List", action) and not is_heartbeat(action, parameters)
        ]

    def heartbeats(self):
        """How often the operator has shown that it is alive."""
        return sum(1 for made in self._requests() if is_heartbeat(*made))


def is_heartbeat(action, parameters):
    return action == "PutParameter" and json.loads(parameters)["Name"].startswith(HEARTBEATS)
