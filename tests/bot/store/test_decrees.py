"""Drafts, versions and the question bank in the store, on both databases."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial

import pytest

from bot.store.decree_drafts import (
    MOST_TRIES,
    DecreeDraft,
    NewDraft,
    SourceLine,
    StaleDraft,
    UnknownDraft,
    add_draft,
    change_draft,
    claim_reading,
    draft_of,
    drafts_of,
    edits_since,
    finish_reading,
    forget_drafts,
    note_progress,
    source_lines,
)
from bot.store.decree_questions import (
    BankQuestion,
    StaleQuestion,
    UnknownQuestion,
    add_questions,
    bank_of,
    change_question,
    remove_question,
)
from bot.store.decree_versions import NewVersion, NotNewest, in_force, newest_number, publish, versions_of
from bot.store.files import kept_hashes
from bot.store.store import Store
from bot.store.unit import Unit

NOW = dt.datetime(2026, 11, 18, 2, 30, tzinfo=dt.UTC)
HASH = "ab" * 32


async def made(store: Store, office: str = "depok", **more: str | None) -> DecreeDraft:
    """A draft of an office; without `draft` its document waits to be read."""
    given = {"sha256": HASH, "draft": "{}", **more}
    new = NewDraft(office, "keputusan.pdf", "pdf", "Dewi", given["sha256"], given["draft"])
    number = await store.write(partial(add_draft, new=new, now=NOW))
    return await store.read(partial(draft_of, number=number, offices=None))


def brought(kept: DecreeDraft, text: str | None, over: int) -> partial[int]:
    """The publishing of a draft."""
    return partial(publish, draft=kept, new=NewVersion("depok", "depok.yaml", text, "Dewi"), over=over, now=NOW)


async def test_a_draft_is_its_offices_alone(store: Store) -> None:
    """Another office's is as unknown as none, and so is one of an office that there is not yet."""
    kept, fresh = await made(store), await made(store, "")
    for number, offices in ((kept.id, {"kalbar"}), (fresh.id, {"depok"}), (99, {"depok"})):
        with pytest.raises(UnknownDraft):
            await store.read(partial(draft_of, number=number, offices=offices))
    assert [each.id for each in await store.read(partial(drafts_of, offices=["depok"]))] == [kept.id]


async def test_a_stale_save_is_refused(store: Store) -> None:
    """Of two that saw the same revision one saves; what it changed is told to the other."""
    seen = await made(store)
    change = partial(change_draft, kept=seen, draft='{"a": 1}', what="Kios · Biaya: naik", by="Dewi", now=NOW)
    assert await store.write(change) == 2
    with pytest.raises(StaleDraft):
        await store.write(change)
    assert [each.what for each in await store.read(partial(edits_since, number=seen.id, revision=1))] == [
        "Kios · Biaya: naik"
    ]


async def test_one_process_reads_a_document_at_a_time(store: Store) -> None:
    """What a killed one leaves is taken up by the next when its time is over, and fails after some tries."""
    waiting = await made(store, draft=None)
    hold = dt.timedelta(minutes=1)
    for tried in range(MOST_TRIES):
        now = NOW + 2 * tried * hold
        first = await store.write(partial(claim_reading, now=now, until=now + hold))
        assert first is not None
        assert first.id == waiting.id
        assert await store.write(partial(claim_reading, now=now, until=now + hold)) is None
    late = NOW + dt.timedelta(hours=1)
    assert await store.write(partial(claim_reading, now=late, until=late + hold)) is None
    failed = await store.read(partial(draft_of, number=waiting.id, offices=None))
    assert (failed.state, "berkali-kali terhenti" in (failed.problem or "")) == ("failed", True)


async def test_what_was_read_is_open_with_its_lines(store: Store) -> None:
    """And who reads it still is told that nobody waits."""
    waiting = await made(store, draft=None)
    progress = partial(note_progress, number=waiting.id, done=1, total=3, until=NOW)
    assert await store.write(progress)
    lines = [SourceLine(1, 1, "Persyaratan"), SourceLine(2, None, "KTP")]
    finish = partial(finish_reading, number=waiting.id, draft="{}", doubts=4, lines=lines, now=NOW)
    assert await store.write(finish)
    assert not await store.write(finish)
    assert not await store.write(progress)
    opened = await store.read(partial(draft_of, number=waiting.id, offices=None))
    assert (opened.state, opened.total) == ("open", 4)
    assert await store.read(partial(source_lines, number=waiting.id)) == tuple(lines)


async def test_the_highest_number_is_in_force(store: Store) -> None:
    """Each publishing adds one; what was published against another version in force is refused."""
    first, second = await made(store), await made(store)
    assert await store.write(brought(first, "satu", 0)) == 1
    with pytest.raises(StaleDraft):
        await store.write(brought(first, "satu", 1))
    with pytest.raises(NotNewest):
        await store.write(brought(second, "dua", 0))
    assert await store.write(brought(second, None, 1)) == 2
    assert [(each.number, each.text) for each in await store.read(in_force)] == [(2, None)]
    assert [each.number for each in await store.read(partial(versions_of, office="depok"))] == [2, 1]


async def test_what_an_operator_had_put_there_is_the_first_version(store: Store) -> None:
    """So that one can go back to it."""
    before = NewVersion("depok", "depok.yaml", "buatan tangan", "berkas di server")
    work = brought(await made(store), "baru", 0)
    assert await store.write(partial(work, before=before)) == 2
    assert [each.made_by for each in await store.read(partial(versions_of, office="depok"))] == [
        "Dewi", "berkas di server"
    ]  # fmt: skip
    assert await store.read(partial(newest_number, office="kalbar")) == 0


async def test_documents_of_decrees_are_not_swept(store: Store) -> None:
    """Nor after their draft is forgotten, where a version was made from them."""
    kept = await made(store)
    new = NewVersion("depok", "depok.yaml", "teks", "Dewi", source="a.pdf", sha256=HASH)
    await store.write(partial(publish, draft=kept, new=new, over=0, now=NOW))
    await made(store, sha256="cd" * 32)
    assert await store.write(partial(forget_drafts, now=NOW + dt.timedelta(days=200))) == 1
    assert await store.read(partial(kept_hashes, among=[HASH, "cd" * 32, "ef" * 32])) == {HASH, "cd" * 32}


async def test_the_bank_of_an_office(store: Store) -> None:
    """A question is in it once; changed only as it was seen, and by its own office."""
    asked = BankQuestion("syarat kios", "depok/kios", "persyaratan", ("KTP", "NIB"))
    assert await store.write(partial(add_questions, office="depok", new=[asked, asked], by="Dewi", now=NOW)) == 1
    again = replace(asked, question="Syarat KIOS")
    assert await store.write(partial(add_questions, office="depok", new=[again], by="Dewi", now=NOW)) == 0
    (kept,) = await store.read(partial(bank_of, office="depok"))
    assert kept.told == asked

    def change(unit: Unit, office: str = "depok") -> None:
        change_question(unit, office, kept.id, kept.version, replace(asked, component=None), "Dewi", NOW)

    await store.write(change)
    with pytest.raises(StaleQuestion):
        await store.write(change)
    for work in (partial(change, office="kalbar"), partial(remove_question, office="kalbar", number=kept.id)):
        with pytest.raises(UnknownQuestion):
            await store.write(work)
    await store.write(partial(remove_question, office="depok", number=kept.id))
    assert await store.read(partial(bank_of, office="depok")) == []
