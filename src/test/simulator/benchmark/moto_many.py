"""moto's server, with an endpoint to clone instances.

RunInstances takes moto about 130 ms per instance. A POST to MULTIPLY clones the launched instances
inside of its backend: each clone has its own id, interface, volume and tags.
"""

import copy
import json
import re

from moto.core import DEFAULT_ACCOUNT_ID
from moto.ec2.models import ec2_backends
from moto.ec2.utils import (
    random_eni_attach_id,
    random_eni_id,
    random_instance_id,
    random_volume_id,
)
from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import run_simple

REGION = "eu-west-1"
MULTIPLY = "/benchmark/multiply/"


def multiply(backend, many):
    """Clones the launched instances in turn up to a number; returns all ids, the clones' last."""
    reservations = [one for one in backend.reservations.values() if one.instances]
    launched = [(one, instance) for one in reservations for instance in one.instances]
    ids = [instance.id for _, instance in launched]
    for number in range(many - len(launched)):
        reservation, instance = launched[number % len(launched)]
        twin = clone(backend, instance, number)
        reservation.instances.append(twin)
        ids.append(twin.id)
    return ids


def clone(backend, instance, number):
    twin = copy.copy(instance)
    twin.id = random_instance_id()
    address = f"10.1.{number // 250}.{number % 250 + 4}"
    twin._private_ips = {address}
    twin.nics = {
        index: interface(backend, nic, twin, address) for index, nic in instance.nics.items()
    }
    twin.block_device_mapping = copy.copy(instance.block_device_mapping)
    for device, mapping in instance.block_device_mapping.items():
        twin.block_device_mapping[device] = volume(backend, mapping, twin)
    backend.tags[twin.id] = dict(backend.tags[instance.id])
    return twin


def interface(backend, nic, instance, address):
    twin = copy.copy(nic)
    twin.id = random_eni_id()
    twin.attachment_id = random_eni_attach_id()
    twin.instance = instance
    twin.private_ip_address = address
    twin.private_ip_addresses = copy.deepcopy(nic.private_ip_addresses)
    twin.private_ip_addresses[0]["PrivateIpAddress"] = address
    backend.enis[twin.id] = twin
    return twin


def volume(backend, mapping, instance):
    twin = copy.copy(mapping)
    twin.volume_id = random_volume_id()
    disk = copy.copy(backend.volumes[mapping.volume_id])
    disk.id = twin.volume_id
    disk.attachment = copy.copy(disk.attachment)
    disk.attachment.instance, disk.attachment.volume = instance, disk
    backend.volumes[disk.id] = disk
    return twin


def main():
    moto = DomainDispatcherApplication(create_backend_app)

    def served(environment, start_response):
        wanted = re.fullmatch(rf"{MULTIPLY}(\d+)", environment["PATH_INFO"])
        if wanted is None:
            return moto(environment, start_response)
        ids = multiply(ec2_backends[DEFAULT_ACCOUNT_ID][REGION], int(wanted.group(1)))
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(ids).encode()]

    run_simple("127.0.0.1", 0, served, threaded=True, request_handler=MotoRequestHandler)


if __name__ == "__main__":
    main()
