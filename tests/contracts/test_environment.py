import os
from pathlib import Path

from django.conf import settings

from redbridge.switches import SWITCHES
from tests import environment


def test_no_switch_of_the_developer_reaches_the_suite() -> None:
    assert {switch.name for switch in SWITCHES} == environment.KEPT | environment.DROPPED | {"REDBRIDGE_DATA"}


def test_the_suite_writes_to_a_folder_of_its_own() -> None:
    assert Path(os.environ["REDBRIDGE_TEST_DATA"]) in Path(settings.DATA_DIR).parents
