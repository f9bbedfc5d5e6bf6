from tests.file_database import file_database

__all__ = ["file_database"]
