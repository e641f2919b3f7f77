"""Yes and no as citizens type them, in Indonesian, its slang, Javanese, Sundanese and English."""

from __future__ import annotations

from locales.reading.found import Found
from locales.reading.refusals import Ambiguous, NothingRead, Refused
from locales.reading.spelled import spelled, word_set
from locales.reading.tokens import Line, Parsed, read_line

_ANSWERS = spelled(
    {
        True: "ya y iya iy ia iyaa yaa yaaa iyah yah yoi yup yups yap yep yes yess yeah betul btul btl bener bnr benar "
        "tepat cocok sesuai oke ok okey okay oks okeh okei okee boleh bole blh setuju stuju siap sip sipp lanjut "
        "lanjutkan gas gaskeun mau mw silakan silahkan sudah sdh udah udh tentu pasti jelas sure right correct "
        "monggo nggih inggih njih enggih yo iyo heeh hooh leres muhun sumuhun enya mangga sae 👍 👌 ✅ ✔ 🙆",
        False: "tidak tdk gak ga gk g gx nggak ngga enggak engga ngak kagak kaga ndak ndk tak bukan bkn jangan jgn "
        "belum blm blom belom ora mboten boten emoh moh wegah dudu durung dereng henteu heunteu teu moal sanes acan "
        "no nope nah not salah batal gajadi gausah 👎 ❌ ✖ 🙅",
    }
)
_NOT = word_set("tidak tdk gak ga gk nggak ngga enggak engga ngak ndak ndk jangan belum blm ora mboten teu henteu not")
_TURNED = spelled(
    {
        False: "betul bener benar jadi usah perlu setuju mau boleh bisa oke cocok sesuai siap dulu lanjut acan sae",
        True: "salah masalah keliru",
    }
)
"""What "tidak" before them makes an answer: "ga usah" is no, "tidak salah" is yes."""
_FILLERS = word_set(
    "dong donk deh kok sih kak kakak pak bu bapak ibu bang mas mbak min admin gan bro sis lah nih ini itu saja aja "
    "terima kasih makasih mksh trims thanks please tolong begitu gitu sekali banget bgt juga memang emang kang teh a "
    "nya tuh dan semua semuanya datanya data kirim atuh pisan lur nuhun suwun matur"
)
_SIGNS = frozenset(".,!?;:()\"'~-")


def read_yes_no(text: str) -> Found[bool] | Refused:
    """Yes (True) or no that answers a step, alone, with words of courtesy, or before a comma and something else."""
    line = read_line(text)
    answers: dict[bool, tuple[int, int]] = {}
    at = 0
    while at < len(line.tokens):
        if found := _turned(line, at) or line.phrase(at, _ANSWERS):
            answers.setdefault(found[0], (at, found[1]))
            at = found[1]
        elif line.word(at) in _SIGNS or line.word(at) in _FILLERS:
            at += 1
        elif answers and line.word(at - 1) in {",", ".", "!", ";"}:
            break  # "iya, 40 orang": what follows answers something else
        else:
            return NothingRead()
    return _only(line, answers)


def _turned(line: Line, at: int) -> Parsed[bool]:
    return line.phrase(at + 1, _TURNED) if line.word(at) in _NOT else None


def _only(line: Line, answers: dict[bool, tuple[int, int]]) -> Found[bool] | Refused:
    if len(answers) == 1:
        [(answer, (first, after))] = answers.items()
        return Found(answer, *line.span(first, after))
    return Ambiguous(tuple(answers)) if answers else NothingRead()
