"""What a new decree of a known office takes over from the one in force, and what of that a person is asked about."""

from __future__ import annotations

from bot.decrees.carrying import carried
from knowledge.draft_file import DraftFile
from knowledge.importing.office_parts import MADE_NAMES, NO_ADDRESS, NO_REGION
from tests.bot.desk.decreeing import packaged

_NUMBER = "Nomor keputusan mungkin salah baca; cocokkan dengan naskah."


def _fresh() -> DraftFile:
    """The packaged decree as a new document tells it: without what headings leave out, doubted as the import doubts."""
    data = packaged("kalbar").model_dump(exclude_defaults=True)
    for name in ("slug", "region", "address", "timezone", "whatsapp", "web", "notes"):
        data["office"].pop(name)
    data["office"]["doubts"] = [{"why": why} for why in (NO_REGION, NO_ADDRESS, MADE_NAMES, "Lain.")]
    data["decree"]["doubts"] = [{"why": _NUMBER}]
    data["complaint"].pop("classes")
    return DraftFile.model_validate(data)


def test_what_is_answered_is_no_doubt() -> None:
    """The office in force tells its region, address and names; whatever else was doubted stays so."""
    office = carried(_fresh(), packaged("kalbar")).office
    assert (office.slug, office.region, office.timezone) == ("kalbar", "Kalimantan Barat", "Asia/Pontianak")
    whys = [each.why for each in office.doubts]
    assert not {NO_REGION, NO_ADDRESS, MADE_NAMES} & set(whys)
    assert "Lain." in whys


def test_contacts_that_the_heading_leaves_out_are_asked_about() -> None:
    """They are kept, and never silently."""
    office = carried(_fresh(), packaged("kalbar")).office
    assert office.whatsapp == packaged("kalbar").office.whatsapp
    assert any("tidak menyebut WhatsApp dan situs" in each.why for each in office.doubts)


def test_limits_of_complaints_are_kept_and_asked_about() -> None:
    """The clocks of complaints go by them."""
    draft = carried(_fresh(), packaged("kalbar"))
    assert draft.complaint.classes == packaged("kalbar").complaint.classes
    whys = [each.why for each in draft.decree.doubts]
    assert whys[0] == _NUMBER
    assert "Pengaduan ringan: 3 jam" in whys[1]


def test_nothing_is_asked_where_the_document_says_it_all() -> None:
    """The decree in force, taken over into itself."""
    draft = carried(packaged("kalbar"), packaged("kalbar"))
    assert not draft.office.doubts
    assert not draft.decree.doubts
