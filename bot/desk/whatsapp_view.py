"""The desk's page on WhatsApp in words: each number with what is known of it, its templates, and what it costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from bot.desk.announcement_view import moment_words
from bot.desk.whatsapp_words import (
    FREE_SERVICE,
    PROPOSALS,
    PURPOSES,
    Proposal,
    category_words,
    price_words,
    status_words,
)
from bot.store.whatsapp_desk import Metered, NumberState
from bot.store.whatsapp_templates import DEFAULTS, Purpose, Template
from locales.formats import long_date, whole_number


@dataclass(frozen=True, slots=True)
class Option:
    """A template that may be chosen; the empty value stands for the usual one."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Use:
    """What one purpose is served by: the template `in_force`, or None with what we propose to make."""

    purpose: Purpose
    name: str
    meaning: str
    in_force: Template | None
    warning: str
    options: tuple[Option, ...]
    proposal: Proposal | None


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template in words."""

    name: str
    language: str
    state: str
    well: bool
    category: str
    body: str


@dataclass(frozen=True, slots=True)
class Month:
    """What arrived in a month: category, billed, free."""

    name: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Meter:
    """What arrived; `service` are this month's answers within 24 hours, of which the first are free."""

    service: int
    service_text: str
    left_text: str
    over: bool
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class NumberView:
    """One number; `trouble` says what to do where Meta told nothing of it yet, `choices` is whether templates can be
    chosen."""

    account: str
    office: str
    title: str
    facts: tuple[tuple[str, str], ...]
    trouble: str
    uses: tuple[Use, ...]
    choices: bool
    templates: tuple[TemplateRow, ...]
    meter: Meter


def number_view(found: NumberState, place: str, zone: dt.tzinfo, now: dt.datetime) -> NumberView:
    """A number for the page, by the clock of its office at `place`."""
    known = found.known
    uses = tuple(_use(found, purpose) for purpose in PURPOSES)
    return NumberView(
        found.account, place,
        f"{place} · {known.number.phone}" if known is not None and known.number.phone else place,
        tuple(_facts(found, zone, now)),
        "" if known is not None else _UNKNOWN,
        uses, any(len(each.options) > 1 for each in uses),
        tuple(_row(each) for each in found.templates),
        meter(found.metered, now),
    )  # fmt: skip


_UNKNOWN = (
    "Meta belum menceritakan apa pun tentang nomor ini. Ini wajar sampai satu menit sesudah layanan dijalankan; bila"
    " tetap begini, minta pengelola menjalankan “tanya doctor”."
)


def meter(metered: Iterable[Metered], now: dt.datetime) -> Meter:
    """The meter of one number, the newest month first; months are by UTC, as WhatsApp tells them."""
    months = [list(rows) for _, rows in groupby(metered, key=lambda each: each.month)]
    this = f"{now.astimezone(dt.UTC):%Y-%m}"
    service = sum(each.count for rows in months for each in rows if each.month == this and each.category == "service")
    return Meter(
        service,
        whole_number(service, "id"),
        whole_number(max(0, FREE_SERVICE - service), "id"),
        service > FREE_SERVICE,
        tuple(Month(_month(rows[0].month), tuple(_prices(rows))) for rows in months),
    )


def _facts(found: NumberState, zone: dt.tzinfo, now: dt.datetime) -> Iterator[tuple[str, str]]:
    if found.known is not None:
        number = found.known.number
        yield "Nama tampil", number.name or "belum ada"
        yield "Nomor", number.phone or "belum ada"
    yield "ID nomor", found.account
    if found.known is not None:
        yield "Akun bisnis", found.known.number.business
        yield "Diperiksa", moment_words(found.known.synced_at.astimezone(zone), now)


def _use(found: NumberState, purpose: Purpose) -> Use:
    name, meaning = PURPOSES[purpose]
    chosen, in_force = found.chosen.get(purpose, ""), found.in_force.get(purpose)
    usable = sorted({each.name for each in found.templates if each.usable} - {DEFAULTS[purpose]})
    options = [Option("", f"{DEFAULTS[purpose]} (bawaan)", not chosen or chosen == DEFAULTS[purpose])]
    options += [Option(each, each, each == chosen) for each in usable]
    if not any(each.chosen for each in options):
        options.append(Option(chosen, f"{chosen} (tidak dapat dipakai sekarang)", chosen=True))
    proposal = PROPOSALS[purpose] if in_force is None else None
    return Use(purpose, name, meaning, in_force, _warning(chosen, in_force), tuple(options), proposal)


def _warning(chosen: str, in_force: Template | None) -> str:
    """What an admin should know of the template that is used."""
    if in_force is None:
        return ""
    if chosen and in_force.name != chosen:
        return f"Yang dipilih, “{chosen}”, tidak dapat dipakai sekarang; sementara dipakai “{in_force.name}”."
    if in_force.category == "MARKETING":
        return (
            "Meta menganggapnya promosi: tarifnya lebih mahal, dan Meta membatasi berapa yang diterima seorang warga."
            " Ajukan lagi dengan kata-kata usulan kami dan kategori Utilitas."
        )
    return ""


def _row(template: Template) -> TemplateRow:
    state = status_words(template.status)
    if template.status == "APPROVED" and not template.usable:
        state = "disetujui, tetapi meminta isian yang tidak kami punya"
    return TemplateRow(
        template.name, template.language, state, template.usable, category_words(template.category), template.body
    )


def _prices(rows: Collection[Metered]) -> Iterator[tuple[str, str, str]]:
    for category in dict.fromkeys(each.category for each in rows):
        billed, free = (
            sum(each.count for each in rows if each.category == category and each.billable is billable)
            for billable in (True, False)
        )
        yield price_words(category), whole_number(billed, "id"), whole_number(free, "id")


def _month(month: str) -> str:
    return long_date(dt.date.fromisoformat(f"{month}-01"), "id").partition(" ")[2]
