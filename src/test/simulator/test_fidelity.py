"""Checks the generated tables of docs/simulator.md."""

from conftest import ROOT
from fidelity import page
from test_contract import DIFFERENCES

PAGE = ROOT / "docs" / "simulator.md"


def test_the_tables_are_those_of_the_simulator_and_the_contract(supported, pytestconfig):
    text = PAGE.read_text()
    generated = page(text, supported, DIFFERENCES)
    if pytestconfig.getoption("write_docs"):
        PAGE.write_text(generated)
    assert PAGE.read_text() == generated, "stale: src/test/simulator/run -k fidelity --write-docs"
