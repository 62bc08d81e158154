"""The Kubernetes side, with the real kubectl."""

import json
import re
import shutil
import subprocess

from processes import ROOT

SAMPLES = ROOT / "deploy" / "samples"


class Cluster:
    def __init__(self, environment):
        self._environment = environment
        self._kubectl = shutil.which("kubectl", path=environment["PATH"])

    def kubectl(self, *arguments):
        """The output of kubectl; fails with its message if kubectl fails."""
        done = subprocess.run(
            [self._kubectl, *arguments], env=self._environment, capture_output=True, text=True
        )
        if done.returncode:
            raise AssertionError(f"kubectl {' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def get(self, name):
        return json.loads(self.kubectl("get", "ssmenv", name, "-o", "json"))

    def status(self, name):
        return self.get(name).get("status", {})

    def conditions(self, name):
        """Each as (status, reason), by its type."""
        return {
            one["type"]: (one["status"], one["reason"])
            for one in self.status(name).get("conditions", [])
        }

    def events(self, name):
        """Each as (type, reason, note)."""
        found = json.loads(self.kubectl("get", "events.events.k8s.io", "-o", "json"))["items"]
        return [
            (one["type"], one["reason"], one["note"])
            for one in found
            if one["regarding"]["name"] == name
        ]

    def columns(self, name):
        """The line of `kubectl get ssmenv -o wide`, by column title."""
        titles, values = self.kubectl("get", "ssmenv", name, "-o", "wide").splitlines()
        starts = [title.start() for title in re.finditer(r"\S+", titles)]
        return {
            titles[start:end].strip(): values[start:end].strip()
            for start, end in zip(starts, [*starts[1:], None], strict=True)
        }

    def cluster_id(self):
        """The default cluster id of the operator."""
        return self.kubectl("get", "namespace", "kube-system", "-o", "jsonpath={.metadata.uid}")
