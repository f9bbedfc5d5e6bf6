"""Tables that the ORM cannot ask for by itself."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState


class CreateClusteredModel(migrations.CreateModel):
    """Creates a table whose rows lie in the order of its primary key: on SQLite WITHOUT ROWID.

    There each row is found, and neighbors are read, without a second look. PostgreSQL has no such tables.
    """

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        if schema_editor.connection.vendor != "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model: Any = to_state.apps.get_model(app_label, self.name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            sql, parameters = schema_editor.table_sql(model)
            schema_editor.execute(f"{sql} WITHOUT ROWID", parameters or None)
