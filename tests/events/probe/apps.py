from importlib import import_module

from django.apps import AppConfig


class ProbeConfig(AppConfig):
    name = "tests.events.probe"

    def ready(self) -> None:
        import_module("tests.events.probe.reactions")
        import_module("tests.events.probe.schedule")
