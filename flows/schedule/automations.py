"""Automations of the Prefect server: what starts a round of looking after a school at once, rather than in its turn.

The round finds out what stands still and writes the one letter; so an automation that fires twice does no harm.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.events.actions import RunDeployment
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture

from flows.runs import flows
from models.output import texts as output_texts

ENDED = {"prefect.flow-run.Completed", "prefect.flow-run.Failed", "prefect.flow-run.Cancelled"}
FAILED = {"prefect.flow-run.Failed", "prefect.flow-run.Crashed"}
HOUR, SILENCE = timedelta(hours=1), timedelta(minutes=20)


def wanted(whose: str, ids: Mapping[str, UUID], silence: timedelta = SILENCE) -> list[AutomationCore]:
    """The automations of the schools called so, whose deployments are known by the names of their flows.

    `silence` is how long no pass may end.
    """
    passes, letters, deliveries = (ids[flow.name] for flow in (flows.sync, flows.daily_letters, flows.deliver))
    look = RunDeployment(source="selected", deployment_id=deliveries, parameters=None, job_variables=None)
    triggers = {
        output_texts.PASSES_FAIL: _when(FAILED, passes, 10, HOUR),
        output_texts.NO_PASSES: _when(ENDED, passes, 1, silence, Posture.Proactive),
        output_texts.LETTERS_FAIL: _when({*FAILED, "prefect.flow-run.Late"}, letters, 1, timedelta()),
        output_texts.DELIVERY_FAILS: _when(FAILED, deliveries, 4, HOUR),
    }
    return [
        AutomationCore(
            name=f"{output_texts.AUTOMATION.format(school=whose)} {what}", description=output_texts.AUTOMATION_LOOKS,
            trigger=trigger, actions=[look],
        )
        for what, trigger in triggers.items()
    ]  # fmt: skip


def _when(
    events: set[str], deployment: UUID, times: int, within: timedelta, posture: Any = Posture.Reactive
) -> EventTrigger:
    related: Any = {"prefect.resource.id": f"prefect.deployment.{deployment}", "prefect.resource.role": "deployment"}
    return EventTrigger(expect=events, match_related=related, posture=posture, threshold=times, within=within)


async def keep_automations(
    client: PrefectClient, whose: str, ids: Mapping[str, UUID], silence: timedelta = SILENCE
) -> None:
    """Make what is missing, and anew what another release or deployment had: an update would fire twice."""
    prefix = output_texts.AUTOMATION.format(school=whose)
    stand = [each for each in await client.read_automations() if each.name.startswith(prefix)]
    missing = {each.name: each for each in wanted(whose, ids, silence)}
    for each in stand:
        same = missing.get(each.name)
        if same is not None and _said(each) == _said(same):
            del missing[each.name]
        else:
            await client.delete_automation(each.id)
    for automation in missing.values():
        await client.create_automation(automation)


def _said(automation: AutomationCore) -> Sequence[Any]:
    """What tells one automation from another, whatever the server adds."""
    trigger = automation.trigger
    assert isinstance(trigger, EventTrigger)
    return (
        sorted(trigger.expect), trigger.match_related, trigger.posture, trigger.threshold, trigger.within,
        [each.model_dump() for each in automation.actions], automation.description,
    )  # fmt: skip
