"""Raw calls without the parsing of a client, to measure the server only."""

import http.client
import json
import re
import socket
import urllib.parse

VERSIONS = {"ec2": "2016-11-15", "iam": "2010-05-08", "sts": "2011-06-15"}
SIGNATURE = f"SignedHeaders=host, Signature={'0' * 64}"  # Neither server verifies it.


def flat(value, name=""):
    """Flattens nested parameters to the fields of an EC2 form."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(inner, f"{name}.{key}" if name else key)
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value, 1):
            yield from flat(inner, f"{name}.{number}")
    else:
        yield name, str(value).lower() if isinstance(value, bool) else str(value)


class Wire:
    """A connection to an implementation of AWS."""

    def __init__(self, endpoint, region="eu-west-1"):
        self.address = urllib.parse.urlsplit(endpoint)
        self.region = region
        self.connection = None

    def __call__(self, service, action, **parameters):
        """Returns the text of the response. Fails if it is an error."""
        if service == "ssm":
            headers = {
                "Content-Type": "application/x-amz-json-1.1",
                "X-Amz-Target": f"AmazonSSM.{action}",
            }
            body = json.dumps(parameters)
        else:
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            form = [("Action", action), ("Version", VERSIONS[service]), *flat(parameters)]
            body = urllib.parse.urlencode(form)
        scope = f"20260101/{self.region}/{service}/aws4_request"
        headers["Authorization"] = f"AWS4-HMAC-SHA256 Credential=benchmark/{scope}, {SIGNATURE}"
        headers["Host"] = f"{service}.{self.region}.amazonaws.com"
        status, answer = self.exchange(body, headers)
        if status != 200:
            raise AssertionError(f"{action}: {status} {answer[:500]}")
        return answer

    def exchange(self, body, headers):
        if self.connection is None:
            self.connection = http.client.HTTPConnection(self.address.hostname, self.address.port)
            self.connection.connect()
            self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.connection.request("POST", "/", body=body, headers=headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        if answer.will_close:
            self.connection.close()
            self.connection = None
        return answer.status, text

    def pages(self, service, action, **parameters):
        """Returns the pages of a describe."""
        token = {}
        while True:
            page = self(service, action, **parameters, **token)
            yield page
            more = re.search(r"<nextToken>([^<]+)</nextToken>", page)
            if more is None:
                return
            token = {"NextToken": more.group(1)}


def first(tag, text):
    """Returns the content of the first element with a tag."""
    return re.search(f"<{tag}>([^<]+)</{tag}>", text).group(1)


def tagged(resource_type, tags):
    """Returns the parameters for the tags of a new resource."""
    pairs = [{"Key": key, "Value": value} for key, value in tags.items()]
    return {"TagSpecification": [{"ResourceType": resource_type, "Tag": pairs}]}
