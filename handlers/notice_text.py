"""The privacy notice in words, for the chat and for its page: who, what for, how long, whom to ask (UU 27/2022)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from handlers.deadline_text import Say
from handlers.draft import DRAFT_LIFETIME
from handlers.notice import NoticeFacts
from handlers.turn import Line, Section
from knowledge.library import Library

_MOST_NAMED = 10
"""Offices named one by one; a nation's would hide the rest of the notice."""


def notice_sections(library: Library, facts: NoticeFacts, say: Say) -> tuple[Section, ...]:
    """The whole notice: what the law wants said before data is taken (art. 21), and how the rights are used."""
    return (
        Section(say("Siapa yang bertanggung jawab"), tuple(_controllers(library, facts, say))),
        Section(say("Untuk apa dan dasarnya"), tuple(_purposes(say))),
        Section(say("Apa yang disimpan, dan berapa lama"), lines=tuple(_kept(facts, say))),
        Section(say("Siapa yang menerima"), tuple(_receivers(facts, say))),
        Section(say("Hak Anda, cukup ditulis di obrolan"), lines=tuple(_rights(say)), closing=tuple(_limits(say))),
    )


def notice_digest(library: Library, facts: NoticeFacts) -> str:
    """What tells this notice from another: a hash of its Indonesian wording, since translations change no promise."""
    said = repr(notice_sections(library, facts, _as_written))
    return hashlib.blake2b(said.encode(), digest_size=6).hexdigest()


def _as_written(text: str, **values: object) -> str:
    return text.format(**values)


def _controllers(library: Library, facts: NoticeFacts, say: Say) -> Iterator[str]:
    offices = tuple(library.offices.values())
    if len(offices) <= _MOST_NAMED:
        names = "; ".join(office.name for office in offices)
        yield say("Pengendali data adalah kantor yang Anda hubungi: {offices}.", offices=names)
    else:
        yield say("Pengendali data adalah kantor yang Anda hubungi, satu dari {count} kantor.", count=len(offices))
    if facts.officer is None and facts.contact is None:
        yield say("Pejabat pelindungan data pribadi belum dicantumkan; hubungi kantornya.")
    else:
        officer = ", ".join(each for each in (facts.officer, facts.contact) if each is not None)
        yield say("Pejabat pelindungan data pribadi: {officer}.", officer=officer)


def _purposes(say: Say) -> Iterator[str]:
    yield say(
        "Menjawab pertanyaan tentang layanan serta menangani pengaduan dan permohonan. Dasarnya tugas pelayanan publik"
        " (UU 27/2022 pasal 20 ayat (2) huruf e)."
    )
    yield say("Pengingat dan pengumuman hanya dikirim dengan persetujuan Anda, dan dapat dihentikan kapan saja.")


def _kept(facts: NoticeFacts, say: Say) -> Iterator[Line]:
    yield Line(None, say("Isi percakapan: {days} hari.", days=facts.message_days))
    if "WhatsApp" in facts.abroad:
        yield Line(None, say("Nomor WhatsApp Anda, atau id penggantinya: selama percakapannya disimpan."))
    yield Line(None, say("Isian yang belum dikirim: {days} hari.", days=DRAFT_LIFETIME.days))
    yield Line(
        None,
        say(
            "Tiket dengan isian, kontak, riwayat, dan lampirannya: {days} hari sesudah dijawab, ditutup, atau ditolak.",
            days=facts.ticket_days,
        ),
    )
    yield Line(None, say("Daftar periksa: {days} hari sesudah terakhir diubah.", days=facts.ticket_days))
    yield Line(
        None,
        say(
            "Langganan pengumuman: sampai Anda berhenti. Pengumuman mana yang Anda terima: {days} hari sesudah selesai"
            " dikirim.",
            days=facts.message_days,
        ),
    )
    yield Line(None, say("NIK, NPWP, dan nomor rekening disamarkan sebelum disimpan."))
    yield Line(None, say("Catatan bahwa data diproses, tanpa nama dan isi: tetap disimpan sebagai bukti."))
    yield Line(
        None,
        say("Cadangan kantor: {days} hari. Data yang dihapus masih ada di cadangan lama itu.", days=facts.backup_days),
    )


def _receivers(facts: NoticeFacts, say: Say) -> Iterator[str]:
    yield say("Petugas kantor yang Anda tuju. Data tidak dijual dan tidak dipakai untuk iklan.")
    if facts.abroad:
        yield say(
            "Bila Anda memakai {services}, pesan juga melewati server perusahaan itu di luar Indonesia (UU 27/2022"
            " pasal 56). Obrolan web hanya memakai server kantor.",
            services=" / ".join(facts.abroad),
        )


def _rights(say: Say) -> Iterator[Line]:
    yield Line(None, say("“data saya”: melihat semua yang disimpan, juga sebagai berkas."))
    yield Line(None, say("“perbaiki data saya”: membetulkan yang salah."))
    yield Line(None, say("“hapus data saya”: menghapus semuanya."))
    yield Line(None, say("“tarik persetujuan”: menghentikan yang Anda setujui."))


def _limits(say: Say) -> Iterator[str]:
    yield say("Yang harus dikerjakan petugas diselesaikan paling lama 3 × 24 jam (pasal 30, 32, 40, dan 41).")
    yield say("Tiket yang masih diproses disimpan sampai selesai (pasal 15 dan 50), lalu dihapus bila Anda minta.")
