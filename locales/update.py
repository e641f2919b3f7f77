"""Brings the catalogues up to date with the source texts: `python -m locales.update`."""

from __future__ import annotations

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from locales.texts import TRANSLATED, catalogue_path, template


def main() -> None:
    """Adds new texts untranslated and drops texts that are gone."""
    texts = template()
    for language in TRANSLATED:
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            with path.open("rb") as file:
                catalogue = read_po(file, locale=language)
        else:
            catalogue = Catalog(locale=language, project="Tanya Dinas", charset="utf-8")
        catalogue.update(texts, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalogue, width=120, omit_header=False, no_location=True, sort_output=True)
        print(f"{path}: {sum(not message.string for message in catalogue if message.id)} untranslated")


if __name__ == "__main__":
    main()
