"""Reports of fictional answers in any size, in the shape in which a study hands them over."""

import struct
import zlib
from math import sqrt
from random import Random

import pandas as pd

from textmine.inputs.survey import KINDS, Source
from textmine.reports.pictures import Area, Picture
from textmine.reports.report import Report
from textmine.settings import Settings

HOSTILE = (
    '=HYPERLINK("http://x")',
    "<script>alert(1)</script>",
    "@SUM(1)",
    "\u202e意識\u202cの向上\u200f",
    "</script><img src=x onerror=alert(1)>",
    "意識\x0bの\x00向上",
    "😀😀意識が高まった𠮷野家",
    "-1+1|cmd",
    "'意識",
    "http://example.com/ を見た",
)
PATTERNS = (
    "{who}の意識が高まった",
    "情報漏洩の危険を{who}に説明しやすくなった",
    "特に効果は感じられない",
    "{partner}からの信頼が得られ、個人情報の扱いを見直した",
    "{who}への教育を毎年行い、意識の向上に努めている",
    "補助金の申請に必要だったので宣言した。効果はまだわからない",
    "費用がかかり、対策を実施できていない",
    "駐車場が狭く、案内がわかりにくかった。もっと案内板を増やしてほしい",
    "{partner}に説明する機会が増え、社内の情報共有も進んだ",
)
# as written -> the word it is counted as, and whether it is negated there
PLAIN = ("意識", "情報", "説明", "効果", "信頼", "教育", "補助金", "費用", "対策", "駐車場", "案内", "共有")
WORDS = {
    **{word: (word, False) for word in PLAIN},
    "高まっ": ("高まる", False),
    "感じられ": ("感じる", True),
    "実施": ("実施", True),
}
NONANSWERS = (
    ("特になし", "none"),
    ("わからない", "unknown"),
    ("同上", "same"),
    ("。。", "meaningless"),
    ("", "blank"),
)
POS = {"高まる": "verb", "感じる": "verb"}


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(
        b"\x00" + bytes(200 if (x // 40 + y // 40) % 2 else 245 for x in range(width)) for y in range(height)
    )
    dots = round(300 / 0.0254)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def _wilson(count: int, base: int) -> tuple[float, float]:
    z, share = 1.959963984540054, count / base
    middle = share + z * z / (2 * base)
    half = z * sqrt(share * (1 - share) / base + z * z / (4 * base * base))
    return (middle - half) / (1 + z * z / base), (middle + half) / (1 + z * z / base)


def _answers(number: int, questions: tuple[str, ...], random: Random, respondents: int) -> pd.DataFrame:
    industries = ("製造業", "建設業", "情報通信業", "卸売業・小売業", "サービス業", "医療・福祉")
    sizes = ("1〜5人", "6〜20人", "21〜50人", "51〜100人", "101人以上", "")
    areas = ("北海道・東北", "関東", "中部", "近畿", "中国・四国", "九州・沖縄")
    people = [
        (f"C{person:05d}", random.choice(industries), random.choice(sizes), random.choice(areas))
        for person in range(respondents)
    ]
    rows = []
    for place in range(number):
        person = people[place * respondents // number]
        for question in questions:
            if place < len(HOSTILE):
                text, kind = HOSTILE[place], "substantive"
            elif random.random() < 0.15:
                text, kind = random.choice(NONANSWERS)
            else:
                text, kind = "", "substantive"
                for _ in range(random.choice((1, 1, 2))):
                    pattern = random.choice(PATTERNS)
                    text += ("。" if text else "") + pattern.format(
                        who=random.choice(("従業員", "社員", "経営層", "担当者")),
                        partner=random.choice(("取引先", "お客様", "親会社")),
                    )
            rows.append((person[0], question, "", text, kind, 0, place + 2, *person[1:]))
    columns = ["respondent", "question", "item", "text", "kind", "source", "row", "業種", "従業員数", "地域"]
    table = pd.DataFrame(rows, columns=columns)
    table.insert(0, "answer", range(len(table)))
    return table


def _occurrences(answers: pd.DataFrame, extra: int) -> pd.DataFrame:
    rows = []
    for answer, respondent, text in zip(
        answers["answer"], answers["respondent"], answers["text"], strict=True
    ):
        found = []
        for written, (word, negated) in WORDS.items():
            start = text.find(written)
            while start >= 0:
                found.append((start, word, start + len(written), negated))
                start = text.find(written, start + 1)
        for start, word, end, negated in sorted(found):
            rows.append((word, answer, respondent, start, end, negated))
            if extra:  # many words, as in a real table: the same places under other names
                other = f"語{(answer * 7 + start) % extra:03d}"
                rows.append((other, answer, respondent, start, end, negated))
    table = pd.DataFrame(rows, columns=["word", "answer", "respondent", "start", "end", "negated"])
    return table.astype({"word": "category", "respondent": "category"})


def _keywords(occurrences: pd.DataFrame, base: int) -> pd.DataFrame:
    rows = []
    for word, places in occurrences.groupby("word", observed=True):
        respondents = places["respondent"].nunique()
        low, high = _wilson(respondents, base)
        rows.append(
            (
                word,
                POS.get(str(word), "noun"),
                respondents,
                respondents / base,
                low,
                high,
                len(places),
                places["negated"].mean(),
                "個人情報 (41), 情報漏洩 (23)" if word == "情報" else "",
                base,
            )
        )
    columns = ["word", "pos", "respondents", "share", "low", "high", "occurrences"]
    table = pd.DataFrame(rows, columns=[*columns, "negated_share", "related", "base"])
    return table.sort_values(["respondents", "word"], ascending=[False, True], ignore_index=True)


def _evidence(keywords: pd.DataFrame, occurrences: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    base = int(keywords["base"].iloc[0])
    texts = dict(zip(answers["answer"], answers["text"], strict=True))
    rows: list[tuple[object, ...]] = []
    for word, respondents in zip(keywords["word"], keywords["respondents"], strict=True):
        places = occurrences.loc[occurrences["word"] == word]
        compounds = {"情報": ("個人情報", "情報漏洩", "情報共有"), "案内": ("案内板",)}.get(word, ())
        for rank, compound in enumerate(compounds, start=1):
            holding = sum(1 for answer in places["answer"].unique() if compound in texts[answer])
            rows.append((word, "compound", rank, compound, holding, -1, "", base))
        rows.append((word, "phrase", 1, f"{word}が高まる", max(1, respondents // 3), -1, "", base))
        rows.append((word, "phrase", 2, f"{word}の向上", max(1, respondents // 5), -1, "", base))
        negated = places.loc[places["negated"], "respondent"].nunique()
        if negated:
            rows.append((word, "negation", 1, f"{word}＋否定", negated, -1, "", base))
        notes = (
            f"「{word}が高まる」が最も多く、{respondents}人のうち{max(1, respondents // 3)}人が書いている。",
            f"「{word}の向上」とする回答も{max(1, respondents // 5)}人からあった。",
        )
        for rank, note in enumerate(notes, start=1):
            rows.append((word, "note", rank, note, respondents, -1, "", base))
        for rank, (answer, respondent) in enumerate(
            places.drop_duplicates("respondent")[["answer", "respondent"]].head(3).itertuples(index=False),
            start=1,
        ):
            rows.append((word, "quote", rank, texts[answer][:60], 1, answer, respondent, base))
    columns = ["word", "aspect", "rank", "text", "respondents", "answer", "respondent", "base"]
    return pd.DataFrame(rows, columns=columns)


def make_report(
    answers: int = 30,
    *,
    questions: tuple[str, ...] = ("効果", "取り組み"),
    lang: str = "ja",
    words: int = 0,
    picture: Picture | None = None,
) -> Report:
    """Return a report of ``answers`` fictional rows with ``words`` words more than the few real ones."""
    random = Random(1)
    table = _answers(answers, questions, random, max(1, answers * 8 // 10))
    report = Report(
        "SECURITY ACTION 宣言事業者調査　自由記述の分析",
        lang=lang,
        settings=Settings(),
        sources=(Source("data/survey_web.csv", "", "cp932", "ab" * 32, answers),),
        versions={"unidic-lite": "1.0.8", "textmine": "0.1.0"},
        lexicon={"/home/someone/textmine/dictionaries/compounds.txt": "cd" * 32},
    )
    kinds = []
    for question in questions:
        own = table.loc[table["question"] == question]
        substantive = own.loc[own["kind"] == "substantive"]
        base = int(substantive["respondent"].nunique())
        best = own["kind"].map(KINDS.index).groupby(own["respondent"]).min()
        for kind, rows in own.groupby("kind"):
            people = int((best == KINDS.index(kind)).sum())
            kinds.append((question, "", kind, people, len(rows), people / own["respondent"].nunique(), base))
        occurrences = _occurrences(substantive, words)
        keywords = _keywords(occurrences, base)
        evidence = _evidence(keywords, occurrences, own)
        cloud = picture or Picture(
            png=_png(240, 150),
            svg=b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 15"><rect width="24" height="15" '
            b'fill="#eef2f6"/><rect x="6" y="5" width="8" height="4" fill="#0b4f8a"/></svg>',
            alt=f"{question}のワードクラウド",
            areas=(Area("意識", 0.25, 0.33, 0.33, 0.27),),
        )
        layout = pd.DataFrame(
            {
                "word": keywords["word"],
                "respondents": keywords["respondents"],
                "size": 20,
                "x": 0,
                "y": 0,
                "vertical": False,
                "colour": "#0b4f8a",
                "placed": [place != 1 for place in range(len(keywords))],
            }
        )
        for name, content in (
            ("keywords", keywords),
            ("evidence", evidence),
            ("occurrences", occurrences),
            ("wordcloud", cloud),
            ("wordcloud_layout", layout),
        ):
            report = report.add(content, name=name, question=question)
    columns = ["question", "item", "kind", "respondents", "answers", "share", "base"]
    report = report.add(pd.DataFrame(kinds, columns=columns), name="kinds")
    report = report.add(table, name="answers")
    report = report.add(
        pd.DataFrame(
            {
                "column": ["企業番号", *questions, "業種"],
                "header": ["企業番号", *questions, "業種"],
                "role": ["respondent", *("question" for _ in questions), "attribute"],
                "question": ["", *questions, ""],
                "item": "",
                "why": "why.unknown",
                "filled": 30,
                "distinct": 20,
            }
        ),
        name="columns",
    )
    return report.add(
        pd.DataFrame({"finding": ["duplicates"], "count": [2], "where": ["企業番号"], "detail": ["=1+1"]}),
        name="findings",
    )


def with_comparisons(report: Report, question: str = "効果") -> Report:
    """Return the report with codes, clusters, condensed lists and comparisons of one question.

    Codes: ＊意識 (意識), ＊費用/導入 (費用). Clusters by the length of the answer. All counted from them.
    """
    answers = next(section.content for section in report.sections if section.name == "answers")
    own = answers.loc[answers["question"] == question]
    substantive = own.loc[own["kind"] == "substantive"]
    base = substantive["respondent"].nunique()

    def people(rows: pd.DataFrame) -> int:
        return int(rows["respondent"].nunique())

    terms = {"＊意識": "意識", "＊費用/導入": "費用"}
    coded = own[["answer", "respondent", "text", "kind"]].reset_index(drop=True).assign(document=0)
    for code, word in terms.items():
        coded[code] = [
            int(word in text and kind == "substantive")
            for text, kind in zip(coded["text"], coded["kind"], strict=True)
        ]
    coded["evidence"] = [
        "／".join(f"{code[1:]}：{word}" for (code, word), hit in zip(terms.items(), hits, strict=True) if hit)
        for hits in coded[list(terms)].to_numpy().tolist()
    ]
    coded = coded[["answer", "respondent", "text", "evidence", "kind", "document", *terms]]
    some = coded[list(terms)].any(axis=1)
    having = {code: coded.loc[coded[code] == 1] for code in terms}
    other = coded.loc[~some & (coded["kind"] == "substantive")]
    silent = people(own) - base
    lines = [
        ("＊意識", "code", "危険への意識", people(having["＊意識"]), len(having["＊意識"])),
        ("＊費用", "upper", "", people(having["＊費用/導入"]), len(having["＊費用/導入"])),
        ("＊費用/導入", "code", "", people(having["＊費用/導入"]), len(having["＊費用/導入"])),
        ("other", "other", "", people(other), len(other)),
        ("total", "total", "", people(coded.loc[some]), int(coded[list(terms)].to_numpy().sum())),
        ("nonanswer", "nonanswer", "", silent, int((coded["kind"] != "substantive").sum())),
    ]
    counts = pd.DataFrame(lines, columns=["code", "level", "definition", "respondents", "mentions"])
    counts["share"] = [
        respondents / base if level != "nonanswer" else float("nan")
        for level, respondents in zip(counts["level"], counts["respondents"], strict=True)
    ]
    counts["base"] = base
    clustered = substantive[["answer", "respondent", "text"]].assign(
        cluster=[0 if len(text) > 40 else 1 + len(text) // 20 % 2 for text in substantive["text"]], label=""
    )
    summary = pd.DataFrame(
        [
            (
                cluster,
                f"代表{cluster}",
                "意識、費用",
                people(rows),
                people(rows) / base,
                len(rows),
                0.5,
                0.75,
                base,
            )
            for cluster, rows in sorted(clustered.groupby("cluster"), key=lambda one: (one[0] == 0, one[0]))
        ],
        columns=[
            "cluster",
            "label",
            "words",
            "respondents",
            "share",
            "answers",
            "cohesion",
            "stability",
            "base",
        ],
    )
    groups_ = [
        (text, rows) for text, rows in substantive.groupby("text", sort=False) if isinstance(text, str)
    ]
    groups_ = sorted(groups_, key=lambda pair: -people(pair[1]))
    condensed = pd.DataFrame(
        [
            (
                question,
                "",
                number,
                text,
                people(rows),
                people(rows) / base,
                len(rows),
                1,
                0,
                "別の書き方\n<b>太字</b>" if number == 1 else "",
                " ".join(map(str, rows["answer"])),
                base,
            )
            for number, (text, rows) in enumerate(groups_, start=1)
        ],
        columns=[
            *("question", "item", "group", "statement", "respondents", "share", "submissions", "wordings"),
            *("proposed", "others", "answer_numbers", "base"),
        ],
    )
    opinions = pd.DataFrame(
        {
            "question": question,
            "item": "",
            "base": base,
            "submissions": len(substantive),
            "wordings": len(condensed),
            "statements": len(condensed),
            "opinions": [len(condensed) - 1],
            "repeated": len(substantive) - len(condensed),
            "repeated_share": 0.1,
        }
    )
    proposals = pd.DataFrame(
        {
            "question": question,
            "item": "",
            "group": 1,
            "statement": condensed["statement"].iloc[:1],
            "other": condensed["statement"].iloc[1],
            "score": 0.8,
            "respondents": condensed["respondents"].iloc[0],
            "other_respondents": condensed["respondents"].iloc[1],
            "confirmed": "",
        }
    )
    for name, content in (
        ("code_counts", counts),
        ("codes", coded),
        ("clusters", clustered),
        ("cluster_summary", summary),
        ("condensed", condensed),
        ("opinions", opinions),
        ("proposals", proposals),
    ):
        report = report.add(content, name=name, question=question)
    holds = {
        "意識": substantive["text"].str.contains("意識"),
        "費用": substantive["text"].str.contains("費用"),
    }
    for name, features in (("crosstab_words", ["意識", "費用"]), ("crosstab_codes", list(terms))):
        rows_, kind = [], "word" if name == "crosstab_words" else "code"
        for attribute in ("業種", "従業員数"):
            for feature in features:
                for value in sorted(set(substantive[attribute]) - {""}):
                    inside = substantive[attribute] == value
                    count = people(substantive.loc[inside & holds[terms.get(feature, feature)]])
                    whole = people(substantive.loc[inside])
                    mark = "++" if value == "製造業" else "-" if value == "建設業" else ""
                    rows_.append(
                        (attribute, value, feature, kind, count, count / whole, mark, whole < 5, whole)
                    )
        columns = ["attribute", "value", "feature", "kind", "respondents", "share", "mark", "small", "base"]
        report = report.add(pd.DataFrame(rows_, columns=columns), name=name, question=question)
        tests = [
            (attribute, "", feature, base, 2, "chi_square", 4.2, 0.0004, 0.12, f"「{feature}」には差がある。")
            for attribute in ("業種", "従業員数")
            for feature in features
        ]
        columns = ["attribute", "value", "feature", "base", "missing", "test", "statistic", "p_bh"]
        columns += ["cramers_v", "sentence"]
        report = report.add(pd.DataFrame(tests, columns=columns), name=f"{name}_tests", question=question)
    both = people(substantive.loc[holds["意識"] & holds["費用"]])
    made = people(substantive.loc[holds["意識"] & (substantive["業種"] == "製造業")])
    pairs = pd.DataFrame(
        [
            ("意識", "費用", "word", "word", both),
            ("意識", "業種：製造業", "word", "value", made),
            ("意識", "＊費用/導入", "word", "code", both),
        ],
        columns=["feature", "other", "kind", "other_kind", "both"],
    ).assign(
        respondents=people(substantive.loc[holds["意識"]]),
        other_respondents=[
            people(substantive.loc[holds["費用"]]),
            people(substantive.loc[substantive["業種"] == "製造業"]),
            people(substantive.loc[holds["費用"]]),
        ],
        base=base,
        jaccard=0.123456,
    )
    report = report.add(pairs, name="cooccurrence", question=question)
    words = pd.DataFrame(
        {
            "attribute": "業種",
            "value": ["製造業"],
            "rank": 1,
            "feature": "意識",
            "respondents": made,
            "base": people(substantive.loc[substantive["業種"] == "製造業"]),
            "p_bh": 0.00001,
        }
    )
    report = report.add(words, name="distinctive", question=question)
    network = Picture(
        png=_png(240, 150),
        alt="共起ネットワーク",
        areas=(
            Area("意識", 0.1, 0.1, 0.2, 0.1),
            Area("意識", 0.4, 0.1, 0.2, 0.1, attribute="業種", value="製造業"),
            Area("", 0.1, 0.4, 0.2, 0.1, code="＊費用"),
            Area("意識", 0.4, 0.4, 0.2, 0.1, other="費用"),
            Area("どこにもない語", 0.7, 0.4, 0.2, 0.1),
        ),
    )
    report = report.add(network, name="network", question=question)
    method = pd.DataFrame({"heading": ["語"], "text": ["unidic-lite で分けた。<b>=1+1</b>"]})
    return report.add(method, name="method")
