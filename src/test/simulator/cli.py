"""The AWS CLI, run within this process, with all answers that it gets looked at closely."""

import contextlib
import io
import json
import shlex

import jmespath
from awscli.clidriver import create_clidriver

import shapes
from processes import await_that


class Cli:
    """The CLI with the settings of the environment."""

    def __init__(self):
        self._models = create_clidriver().session.get_component("data_loader")
        self.toured = set()
        self.faults = []

    def _look_at(self, operation_model, response_dict, **_):
        service = operation_model.service_model.signing_name
        if response_dict["status_code"] == 200:
            self.toured.add((service, operation_model.name))
        self.faults += shapes.faults(operation_model, response_dict)

    def _driver(self):
        """As in a process of its own, since commands leave things behind; the models are kept."""
        driver = create_clidriver()
        driver.session.register_component("data_loader", self._models)
        driver.session.register("before-parse", self._look_at)
        return driver

    def _run(self, command, more):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = self._driver().main([*shlex.split(command), *more])
        return status, out.getvalue(), err.getvalue()

    def __call__(self, command, *more):
        """The answer to a command, such as ec2 describe-vpcs; an error if the CLI fails."""
        status, out, err = self._run(command, more)
        assert status == 0, f"aws {command} ended with {status}: {err}"
        return json.loads(out) if out.strip() else {}

    def refused(self, code, command, *more):
        """Runs a command that has to be refused with this error code."""
        status, _, err = self._run(command, more)
        assert f"({code})" in err, f"aws {command} ended with {status}, not with {code}: {err}"

    def fails(self, text, command):
        """Runs a command that the CLI itself has to give up with this text."""
        status, _, err = self._run(command, ())
        assert status != 0 and text in err, f"aws {command} ended with {status}: {err}"

    def until(self, query, command):
        """The first true answer of a JMESPath query to the output of a command."""
        return await_that(
            f"aws {command}: {query}", lambda: jmespath.search(query, self(command)), seconds=30
        )
