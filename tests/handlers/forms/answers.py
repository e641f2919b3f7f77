"""Answers that a form must take, by the kind of the step that is open."""

from __future__ import annotations

from knowledge.form_model import Step

_RIGHT: dict[str, tuple[str, ...]] = {
    "text": ("keripik singkong", "Kelurahan Depok Jaya", "rapat anggota tahunan", "Kue Bu Ida"),
    "story": (
        "permohonan data saya sudah tiga minggu tidak ditanggapi",
        "Saya ingin membahas rencana koperasi simpan pinjam di desa kami.",
        "cara menghitung harga jual, dan bagaimana mencari pembeli?",
    ),
    "name": ("Yanti Kusuma", "umkm melati", "Koperasi Maju Bersama", "Bpk. Slamet"),
    "phone": ("081200001111", "0812-0000-2222"),
    "email": ("umi@contoh.id",),
    "contact": ("081200001111", "+62 812 0000 3333", "umi@contoh.id", "wa 0812 0000 4444 ya"),
    "date": ("12 juli", "tgl 3 maret 2027", "besok"),
    "past": ("kemarin", "3 november 2026", "tgl 1 november"),
    "times": ("jam 9 sampai 12", "13.00-15.00", "jam 8 pagi sampe jam 2 siang"),
    "nib": ("1234567890123",),
    "files": ("lewati",),
    "yes-no": ("ya", "tidak", "iya", "enggak"),
}


def right_answers(step: Step) -> tuple[str, ...]:
    """Texts that answer a step, none of them outside its bounds."""
    match step.kind:
        case "number":
            least, most = step.least or 1, step.most or 500
            return (str(least), f"{most}", f"{(least + most) // 2} ya")
        case "choice":
            return tuple(option.label for option in step.options) + tuple(
                word for option in step.options for word in option.words
            )
        case "date" if step.past:
            return _RIGHT["past"]
        case _:
            return _RIGHT[step.kind]
