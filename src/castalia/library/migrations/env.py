"""Tells Alembic to migrate over the connection that `Database` holds, inside its transaction."""

from alembic import context

from castalia.library.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
