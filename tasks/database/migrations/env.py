"""Alembic's entry: runs the versions inside the transaction that `tasks.database` opened."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
