from tests.interactions.conftest import file_database

__all__ = ["file_database"]
