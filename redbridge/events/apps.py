from importlib import import_module

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule


class EventsConfig(AppConfig):
    name = "redbridge.events"

    def ready(self) -> None:
        """Let every package say what can happen in it, what it reacts to and what it does by the clock."""
        for package in apps.get_app_configs():
            if package.name.startswith("redbridge.") and package.module is not None:
                for word in ("events", "reactions", "schedule"):
                    if module_has_submodule(package.module, word):
                        import_module(f"{package.name}.{word}")
