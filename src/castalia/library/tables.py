"""The tables of the library. A change here needs a migration in `migrations/versions`; a test compares them."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_Time = sa.Double
"""Seconds since 1970 (UTC)."""
_Json = sa.JSON(none_as_null=True)

files = sa.Table(
    "files",
    metadata,
    sa.Column("hash", sa.String(64), primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    # When it was last taken in or asked for: a young file is never garbage, whoever refers to it.
    sa.Column("used", _Time, nullable=False),
)

artifacts = sa.Table(
    "artifacts",
    metadata,
    sa.Column("id", sa.String(14), primary_key=True),
    # Where the cache finds it; null when it must not be found there.
    sa.Column("key", sa.String(64), unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("recipe", _Json, nullable=False),
    sa.Column("fingerprint", sa.String(64), nullable=False, index=True),
    sa.Column("engine", sa.Text, nullable=False),
    sa.Column("engine_version", sa.Text, nullable=False),
    sa.Column("provenance", _Json, nullable=False),
    sa.Column("report", _Json, nullable=False),
    sa.Column("created", _Time, nullable=False, index=True),
    sa.Column("seconds", sa.Double, nullable=False),
    sa.Column("job_id", sa.String(14)),
    # Whether it was made as a part of a work; a history leaves such out.
    sa.Column("part", sa.Boolean, nullable=False),
)

artifact_files = sa.Table(
    "artifact_files",
    metadata,
    sa.Column("artifact_id", sa.String(14), sa.ForeignKey("artifacts.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("role", sa.Text, nullable=False),
    # Relative to the folder it was made in, e.g. `media/clip.mp4`.
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("hash", sa.String(64), sa.ForeignKey("files.hash"), nullable=False, index=True),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("meta", _Json, nullable=False),
)

jobs = sa.Table(
    "jobs",
    metadata,
    sa.Column("id", sa.String(14), primary_key=True),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("recipe", _Json, nullable=False),
    sa.Column("fingerprint", sa.String(64), nullable=False, index=True),
    sa.Column("fresh", sa.Boolean, nullable=False),
    sa.Column("parent", sa.String(14), sa.ForeignKey("jobs.id", ondelete="CASCADE"), index=True),
    sa.Column("node", sa.Text),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("created", _Time, nullable=False),
    sa.Column("started", _Time),
    sa.Column("finished", _Time),
    sa.Column("worker", sa.Text),
    # Drawn anew for every lease: who does not know it does not hold the job any more.
    sa.Column("token", sa.Text),
    sa.Column("lease_until", _Time),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("step", sa.Integer, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("preview", sa.LargeBinary),
    sa.Column("artifact_id", sa.String(14)),
    sa.Column("cached", sa.Boolean, nullable=False),
    sa.Column("error", _Json),
    sa.Index("ix_jobs_state_priority_created", "state", "priority", "created"),
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
    sa.Column("job_id", sa.String(14), sa.ForeignKey("jobs.id", ondelete="CASCADE"), nullable=False),
    sa.Column("created", _Time, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("step", sa.Integer),
    sa.Column("total", sa.Integer),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("node", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    # Of a node: the job that makes it, and what came out.
    sa.Column("child", sa.Text, nullable=False),
    sa.Column("artifact_id", sa.Text, nullable=False),
    sa.Index("ix_events_job_id_id", "job_id", "id"),
    sqlite_autoincrement=True,
)
