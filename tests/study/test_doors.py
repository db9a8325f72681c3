"""One settings file gives one answer: every command's table is the report's, however the survey is held.

The walk covers, with a code frame, decisions, another unit and another reading, and without a frame:
keywords, evidence, codes (counts and sheet), crosstab (and its tests), distinctive, cooccurrence,
correspondence, changes, clusters, condense (and proposals), explain, kwic; held in memory, in chunks and in
two processes (on a Dask cluster the report alone). Each is compared with the report of the survey held in
memory, which is made once; ``test_a_survey_gives_the_same_report_however_it_is_held`` says that theirs is it.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pandas as pd
import pytest
from distributed import LocalCluster
from matplotlib.figure import Figure

from tests.conftest import blank_figure
from textmine.cli import asking, main
from textmine.errors import FigureError, SettingsError
from textmine.inputs.decisions import COLUMNS
from textmine.inputs.journal import fingerprint
from textmine.large import chunks, executors, records
from textmine.reports.report import Report
from textmine.reports.tablefile import tablefile
from textmine.settings import DEFAULTS, Settings, change
from textmine.settingsfile import write_settings
from textmine.study.outline import report
from textmine.study.remembering import Memory
from textmine.study.study import Study

STARTS = ["費用", "予算", "人手", "担当者", "社員の意識", "設備", "時間", "知識"]
ENDS = ["が足りない", "の不足", "を増やしたい", "がなかった", "が負担だ", "を見直した"]
WAYS = ("memory", "chunks", "processes", "cluster")
# A cluster does what two processes do; that its report is the same is asked once.
WAYS_OF_COMMANDS = pytest.mark.parametrize("way", WAYS[:-1], indirect=True)
# what a way of counting may change: the order in which files and rows were met, and what names them
OF_READING = {"answers", "columns", "findings", "method", "wordcloud", "wordcloud_layout", "not_drawn"}
# what adds up, and so is counted over all chunks
ADDITIVE = {"keywords", "evidence", "code_counts", "crosstab", "distinctive", "cooccurrence", "kinds"}


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """240 answers to two questions by 120 respondents of three regions, in two years."""
    draw = random.Random(7)
    path = tmp_path_factory.mktemp("doors") / "survey.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("番号", "地域", "年度", "障害", "要望"))
        for number in range(72):
            texts = [f"{draw.choice(STARTS)}{draw.choice(ENDS)}。" * draw.randrange(1, 3) for _ in range(2)]
            said = texts if number % 11 else ["特になし", ""]
            table.writerow((f"r{number:03}", draw.choice("東西南"), draw.choice(("2024", "2025")), *said))
    return path


@pytest.fixture
def cluster() -> Iterator[str]:
    """A real Dask cluster of two workers, for the one test that asks for it: idle ones take time, too."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local:
        yield str(local.scheduler_address).replace("tcp://", "dask://")


@pytest.fixture(scope="module")
def processes() -> Iterator[executors.Work]:
    """Two processes, which tests/large/test_executors.py starts and ends."""
    with executors.workers("processes:2") as work:
        yield work


def plain(survey: Path) -> Settings:
    """Words are compared, with every setting of counting set to something else than its default."""
    return change(
        DEFAULTS,
        {
            "survey.files": (str(survey),),
            "survey.respondent": "番号",
            "survey.questions": ("障害", "要望"),
            "survey.attributes": ("地域", "年度"),
            "compare.by": ("地域",),
            "compare.wave": "年度",
            "compare.words": 12,
            "compare.network": 15,
            "compare.minimum": 3,
            "codes.codebook": "none",
            "keywords.unit": "compound",
            "keywords.minimum": 3,
            "clusters.rounds": 3,
            "evidence.respondent_unit": "社",
            "report.form": "full",
        },
    )


def examples_of(survey: Path) -> Path:
    """Every text there may be with its code, most of which the rules do not find."""
    topics = [
        "費用",
        "費用",
        *["人材・体制・時間"] * 2,
        "意識・リテラシー",
        "設備・場所",
        "人材・体制・時間",
        "知識・方法",
    ]
    path = survey.with_name("examples.csv")
    rows = [f"{start}{end},{topic}" for start, topic in zip(STARTS, topics, strict=True) for end in ENDS]
    path.write_text("text,codes\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def framed(survey: Path) -> Settings:
    """Codes are compared, in KH Coder's reading; examples, decisions above, some audited."""
    settings = change(
        plain(survey),
        {
            "codes.codebook": {"障害": "obstacles"},
            "codes.reading": "khcoder",
            "codes.encoder": "words",
            "codes.examples": (str(examples_of(survey)),),
        },
    )
    answers = Study(settings).corpus("障害").answers
    rows = []
    for row in answers[answers["kind"] == "substantive"].iloc[::3].to_dict("records"):
        whole = fingerprint(*(str(row[key]) for key in ("respondent", "question", "item", "text")))
        about = {key: row[key] for key in ("answer", "respondent", "question", "item", "text")}
        rows.append(
            {"key": whole, "sha": fingerprint(row["text"]), **about, "code": "＊費用", "value": 1, "rule": 0}
        )
    sample = Study(change(settings, {"audit.size": 12})).audit_sample("障害").assign(code="＊費用", rule=-1)
    audit = sample.assign(value=sample["draw"] % 2, sample="audit")
    others = pd.DataFrame(rows).assign(sample="")
    decisions = pd.concat([others[~others["key"].isin(audit["key"])], audit])
    decisions = decisions.assign(coder="佐藤", date="2026-11-01", reason="")
    path = survey.with_name("decided.csv")
    path.write_bytes(tablefile(decisions[list(COLUMNS)]))
    return change(settings, {"codes.overrides": str(path)})


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """How the survey is held: as settings; in chunks it is cut into some ten."""
    if request.param != "memory":
        monkeypatch.setattr(records, "LARGE", 0)
        monkeypatch.setattr(records, "BUCKET", 1_500)
    executor = "serial"
    if request.param == "processes":
        executor, work = "processes:2", request.getfixturevalue("processes")
        for module in (chunks, executors):
            monkeypatch.setattr(
                module, "workers", lambda name: nullcontext(work if name == executor else map)
            )
    elif request.param == "cluster":
        executor = request.getfixturevalue("cluster")
    return {"words.executor": executor, "words.cache": 0}


Whole = Callable[[Settings], tuple[Study, Report]]


@pytest.fixture(scope="module")
def whole() -> Whole:
    """A function that gives a study and its report, the survey held in memory; each is made once."""
    made: dict[str, tuple[Study, Report]] = {}

    def of(settings: Settings) -> tuple[Study, Report]:
        settings = change(settings, {"words.executor": "serial", "words.cache": 0})
        key = write_settings(settings)
        if key not in made:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(records, "LARGE", 10**12)
                study = Study(settings)
                made[key] = study, report(study)
        return made[key]

    return of


@pytest.fixture(autouse=True)
def no_pictures(monkeypatch: pytest.MonkeyPatch, taught_once: None) -> None:
    """Tables are compared here; a figure is a blank sheet."""

    def draw(study: Study, kind: str, question: str, attribute: str = "", of: str = "words") -> Figure:
        if kind != "wordcloud":
            raise FigureError("title, guide and foot leave no room in a figure of the size {size!r}", size="")
        return blank_figure(study, kind, question, attribute, of)

    monkeypatch.setattr(Study, "figure", draw)


@pytest.fixture(autouse=True)
def one_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands of a test share what they have made, as studies under other settings do; nobody else."""
    memory = Memory()

    def study_under(settings: Settings) -> Study:
        study = begin(settings)
        study.memory = memory
        return study

    begin = asking.study_under
    monkeypatch.setattr(asking, "study_under", study_under)


def tables(made: Report, *names: str) -> list[pd.DataFrame]:
    """The tables of a report, by the beginning of their names; each with its question as its first column."""
    return [
        with_question(section.content, section.question) for section in made.sections if section.name in names
    ]


def with_question(table: object, question: str) -> pd.DataFrame:
    assert isinstance(table, pd.DataFrame)
    return table if "question" in table else table.assign(question=question)[["question", *table.columns]]


def command(folder: Path, settings: Settings, *arguments: str, ends: Iterable[str] = ("",)) -> list[bytes]:
    """What a command writes when it is given a settings file: the table, and those that belong to it."""
    (folder / "study.toml").write_text(write_settings(settings), encoding="utf-8")
    out = folder / "out.csv"
    with pytest.raises(SystemExit) as ended:
        main([arguments[0], str(folder / "study.toml"), *arguments[1:], "--out", str(out)])
    assert ended.value.code == 0
    return [out.with_name(f"out{end}.csv").read_bytes() for end in ends]


def asked_of_all(study: Study, ask: Callable[[str], pd.DataFrame]) -> bytes:
    """A result of every question, as a command writes it."""
    return together([with_question(ask(question), question) for question in study.questions])


def way_is_distributed(settings: Settings) -> bool:
    return settings.words.executor != "serial"


def together(frames: list[pd.DataFrame]) -> bytes:
    return tablefile(pd.concat(frames))


@WAYS_OF_COMMANDS
def test_every_command_gives_the_report_s_words(
    survey: Path, whole: Whole, tmp_path: Path, way: dict[str, object]
) -> None:
    settings = change(plain(survey), way)
    _, made = whole(settings)
    for name in (
        "keywords",
        "evidence",
        "distinctive",
        "cooccurrence",
        "correspondence",
        "changes",
        "clusters",
    ):
        assert command(tmp_path, settings, name) == [together(tables(made, name))], name
    ends = ("", "_tests")
    expected = [together(tables(made, f"crosstab_words{end}")) for end in ends]
    assert command(tmp_path, settings, "crosstab", ends=ends) == expected


@WAYS_OF_COMMANDS
def test_every_command_gives_the_report_s_codes(
    framed: Settings, whole: Whole, tmp_path: Path, way: dict[str, object]
) -> None:
    """With what people decided, and in the reading of the settings file."""
    settings = change(framed, way)
    compare_codes(settings, whole, tmp_path)
    assert set(whole(settings)[0].given_by("障害")["by"]) == {"rule", "examples", "person"}
    (counts,) = tables(whole(settings)[1], "code_counts")
    assert counts.set_index("code").loc["＊費用", "overridden"] > 0


@WAYS_OF_COMMANDS
def test_every_command_gives_the_report_s_codes_of_sentences(
    framed: Settings, whole: Whole, tmp_path: Path, way: dict[str, object]
) -> None:
    """With the unit of the settings file."""
    settings = change(framed, {**way, "codes.unit": "sentence", "codes.overrides": ""})
    if way_is_distributed(settings):
        assert command(tmp_path, settings, "codes") == [together(tables(whole(settings)[1], "codes"))]
    else:
        compare_codes(settings, whole, tmp_path)


def compare_codes(settings: Settings, whole: Whole, tmp_path: Path) -> None:
    """Compare every command that takes a code frame with the report."""
    study, made = whole(settings)
    assert command(tmp_path, settings, "codes") == [together(tables(made, "codes"))]
    ends = ("", "_tests")
    expected = [
        together(
            [
                *tables(made, f"crosstab_codes{end}"),
                *tables(made, f"crosstab_words{end}")[1:],
            ]  # 障害, then 要望
        )
        for end in ends
    ]
    assert command(tmp_path, settings, "crosstab", ends=ends) == expected
    for name in ("changes", "clusters", "keywords"):
        assert command(tmp_path, settings, name) == [together(tables(made, name))], name
    for name, ask in (("distinctive", study.distinctive), ("cooccurrence", study.cooccurrence)):
        assert command(tmp_path, settings, name) == [asked_of_all(study, ask)], name
    if way_is_distributed(settings):  # the others are made in this process, whatever the executor
        return
    for name, ask in (
        ("correspondence", lambda question: study.correspondence(question, "地域")),
        ("condense", study.condensed),
    ):
        assert command(tmp_path, settings, name) == [asked_of_all(study, ask)], name
    explained = [together([with_question(study.explain("障害"), "障害")])]
    assert command(tmp_path, settings, "explain") == explained
    command(tmp_path, settings, "condense", "--proposals", str(tmp_path / "close.csv"))
    close = [with_question(study.proposals(question), question) for question in study.questions]
    assert (tmp_path / "close.csv").read_bytes() == together([table for table in close if len(table)])
    context = with_question(study.kwic("費用"), "")
    assert command(tmp_path, settings, "kwic", "費用") == [together([context])]


@pytest.mark.parametrize("without", [{"codes.overrides": ""}, {"codes.examples": ("none",)}])
def test_decisions_and_examples_count_in_every_table_of_codes(
    framed: Settings, without: dict[str, object]
) -> None:
    """They are in the counts, the comparisons, the pairs and the changes."""
    decided, rules = Study(framed), Study(change(framed, without))
    results = ["code_counts", "crosstab", "distinctive", "cooccurrence", "changes"]
    for result in [*results, *["uncoded"] * ("codes.examples" in without)]:
        one, other = (getattr(study, result)("障害") for study in (decided, rules))
        assert not pd.DataFrame(one).equals(pd.DataFrame(other)), result


@pytest.mark.parametrize("way", WAYS[1:], indirect=True)
def test_a_survey_gives_the_same_report_however_it_is_held(
    framed: Settings, whole: Whole, way: dict[str, object]
) -> None:
    """Byte for byte, in memory, in chunks, in two processes and on a cluster.

    Which answers are behind a phrase is told of a survey that is held whole.
    """
    made = report(Study(change(framed, way)))
    _, twin = whole(framed)
    sections = [each for each in twin.sections if each.name != "theme_answers"]
    assert [each.name for each in made.sections] == [each.name for each in sections]
    for section, other in zip(made.sections, sections, strict=True):
        if section.name not in OF_READING:
            assert isinstance(section.content, pd.DataFrame) and isinstance(other.content, pd.DataFrame)
            assert tablefile(section.content) == tablefile(other.content), section.name


@WAYS_OF_COMMANDS
def test_a_decision_about_no_answer_is_told_however_the_survey_is_held(
    framed: Settings, tmp_path: Path, way: dict[str, object]
) -> None:
    decisions = pd.read_csv(str(framed.codes.overrides), dtype=str, keep_default_na=False)
    decisions.loc[0, ["key", "sha", "text"]] = ["k", "s", "誰も書いていない"]
    path = tmp_path / "lost.csv"
    path.write_bytes(tablefile(decisions))
    study = Study(change(framed, {**way, "codes.overrides": str(path)}))
    with pytest.raises(Exception, match="1 reviewed answers are not in this survey"):
        study.code_counts("障害")


def test_a_result_is_made_once_and_kept_where_a_changed_setting_does_not_touch_it(survey: Path) -> None:
    study = Study(plain(survey))
    words, cross = study.keywords("障害"), study.crosstab("障害")
    assert study.keywords("障害") is words
    other = study.change({"compare.minimum": 4, "report.title": "別の題"})
    assert other.keywords("障害") is words
    assert other.crosstab("障害") is not cross
    assert other.corpus("障害") is study.corpus("障害")
    fewer = study.change({"keywords.minimum": 20})
    assert len(fewer.keywords("障害")) < len(words)
    assert study.keywords("障害") is words


def test_nothing_is_read_before_it_is_asked_for() -> None:
    study = Study(DEFAULTS)
    with pytest.raises(SettingsError, match="no survey file"):
        _ = study.survey


def test_what_is_masked_is_masked_through_every_door(tmp_path: Path) -> None:
    """``mask = true`` in the settings file holds for a single command too."""
    path = tmp_path / "s.csv"
    rows = [f"{n},連絡先は sato{n}@example.com です" for n in range(4)]
    path.write_text("番号,感想\n" + "\n".join(rows) + "\n", encoding="utf-8")
    named = {"survey.files": (str(path),), "survey.respondent": "番号", "report.mask": True}
    (context,) = command(tmp_path, change(DEFAULTS, named), "kwic", "連絡先")
    assert "example.com" not in context.decode()


def test_decisions_hold_whether_answers_are_masked_or_not(tmp_path: Path) -> None:
    """What was decided on a masked sheet is about the same answer without the mask, and back."""
    path, frame = tmp_path / "s.csv", tmp_path / "own.cod"
    rows = [f"p{n},連絡先は sato{n}@example.com です" for n in range(4)]
    path.write_text("番号,感想\n" + "\n".join(rows) + "\n", encoding="utf-8")
    frame.write_text("＊連絡\n電話\n", encoding="utf-8")
    named = {"survey.files": (str(path),), "survey.respondent": "番号", "codes.codebook": str(frame)}
    for mask in (False, True):
        made = Study(change(DEFAULTS, {**named, "report.mask": mask}))
        sheet = made.review("感想").drop(columns=["why", "doubt", "＊連絡"])
        decided = sheet[sheet["answer"] == 2].assign(code="＊連絡", value=1, rule=0, coder="甲")
        decided = decided.assign(date="", reason="", sample="")
        assert decided["text"].str.contains("example").tolist() == [not mask]
        decided.to_csv(tmp_path / "decided.csv", index=False)
        own = {**named, "codes.overrides": str(tmp_path / "decided.csv")}
        for again in (False, True):
            coded = Study(change(DEFAULTS, {**own, "report.mask": again})).coded("感想")
            assert coded["＊連絡"].tolist() == [0, 0, 1, 0]
