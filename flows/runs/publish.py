"""What a run shows, as an artifact of Prefect's."""

from prefect.artifacts import Artifact as PrefectArtifact
from prefect.artifacts import MarkdownArtifact, TableArtifact

from models.output import Artifact


async def publish(shown: Artifact) -> None:
    """Make the artifact unless the last one under its key says the same, or it belongs to every run.

    So a run every few minutes does not fill the server's database.
    """
    if isinstance(shown.says, str):
        artifact: PrefectArtifact = MarkdownArtifact(key=shown.key, markdown=shown.says, description=shown.heading)
    else:
        table = [dict(row) for row in shown.says]
        artifact = TableArtifact(key=shown.key, table=table, description=shown.heading)
    last = None if shown.always else await PrefectArtifact.aget(shown.key)
    if last is None:
        if shown.says:
            await artifact.acreate()
    elif (last.data, last.description) != (await artifact.aformat(), shown.heading):
        await artifact.acreate()
