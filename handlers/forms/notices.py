"""The privacy notice before an intake: shown and recorded the first time, agreed to anew when it has changed."""

from __future__ import annotations

from dataclasses import replace

from handlers.choices import choice
from handlers.context import Context
from handlers.effects import RecordConsent
from handlers.notice_text import notice_sections
from handlers.turn import Outcome, Reply, Section


def wanted(context: Context) -> bool:
    """Whether the notice has changed since it was shown, so that no form goes on before it is agreed to."""
    return bool(context.turn.notice.version) and context.conversation.notice not in {
        None,
        context.turn.notice.version,
    }


def link_line(context: Context) -> tuple[str, ...]:
    """Where the whole notice stands, for one who opens a form for the first time."""
    link = context.turn.notice.link
    if link is None or context.conversation.notice is not None:
        return ()
    return (context.say("Pemberitahuan privasi: {link}", link=link),)


def ask(context: Context) -> Outcome:
    """Shows the changed notice and asks whether to go on."""
    notice = context.turn.notice
    changed = context.say("Pemberitahuan privasi berubah sejak terakhir ditunjukkan kepada Anda.")
    sections = [Section(paragraphs=(changed,)), *notice_sections(context.library, notice.facts, context.say)]
    where = (context.say("Halaman: {link}", link=notice.link),) if notice.link is not None else ()
    sections.append(Section(paragraphs=(*where, context.say("Setuju dan lanjut?"))))
    choices = (
        choice(context.say("Setuju, lanjut"), "draft", "agree"),
        choice(context.say("Batal"), "draft", "drop"),
    )
    return context.answered(Reply(tuple(sections), choices=choices))


def shown(outcome: Outcome, context: Context, how: str = "shown") -> Outcome:
    """The outcome, with a record that the notice in force was shown or agreed to; once."""
    version = context.turn.notice.version
    if not version or context.conversation.notice == version:
        return outcome
    record = RecordConsent("notice", version, context.turn.who, how)
    conversation = replace(outcome.conversation, notice=version)
    return replace(outcome, conversation=conversation, effects=(record, *outcome.effects))
