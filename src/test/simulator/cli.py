"""Runs the AWS CLI in this process and checks all responses against the service models."""

import contextlib
import io
import json
import shlex

import jmespath
from awscli.clidriver import create_clidriver

import shapes
from processes import await_that


class Cli:
    """The CLI, configured by environment variables."""

    def __init__(self):
        self._models = create_clidriver().session.get_component("data_loader")
        self.succeeded = set()
        self.faults = []

    def _check_response(self, operation_model, response_dict, **_):
        service = operation_model.service_model.signing_name
        if response_dict["status_code"] in (200, 204):
            self.succeeded.add((service, operation_model.name))
        self.faults += shapes.faults(operation_model, response_dict)

    def _driver(self):
        """Returns a new driver, because commands leave state behind. The models are reused."""
        driver = create_clidriver()
        driver.session.register_component("data_loader", self._models)
        driver.session.register("before-parse", self._check_response)
        return driver

    def _run(self, command, more):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = self._driver().main([*shlex.split(command), *more])
        return status, out.getvalue(), err.getvalue()

    def __call__(self, command, *more):
        """Runs a command such as ec2 describe-vpcs, which has to succeed; returns its output."""
        status, out, err = self._run(command, more)
        assert status == 0, f"aws {command} ended with {status}: {err}"
        return json.loads(out) if out.strip() else {}

    def refused(self, code, command, *more):
        """Runs a command that has to fail with this error code of AWS."""
        status, _, err = self._run(command, more)
        assert f"({code})" in err, f"aws {command} ended with {status}, not with {code}: {err}"

    def fails(self, text, command):
        """Runs a command that has to fail in the CLI itself with this text."""
        status, _, err = self._run(command, ())
        assert status != 0 and text in err, f"aws {command} ended with {status}: {err}"

    def until(self, query, command):
        """Repeats a command until a JMESPath query of its output is true; returns the result."""
        return await_that(
            f"aws {command}: {query}", lambda: jmespath.search(query, self(command)), seconds=30
        )
