"""A small fictional project: ten answers, two categories."""

from __future__ import annotations

from pathlib import Path

QUESTION = "障害の内容"
ANSWERS = (
    ("a", "製造業", "予算がない"),
    ("b", "製造業", "予算が足りず、人手も足りない"),
    ("c", "小売業", "人手が足りない"),
    ("d", "小売業", "費用が負担"),
    ("e", "小売業", "何から始めればよいか迷う"),
    ("f", "製造業", '=HYPERLINK("http://x")<b onclick=alert(1)>社内の理解</b>'),
    ("g", "製造業", "𠮷野の担当者が足りない"),
    ("h", "小売業", "予算の確保"),
    ("i", "小売業", "特になし"),
    ("i", "小売業", "時間がない"),
)
FRAME = """# 試験用の分類

＊費用
# 定義: お金が足りない
予算 or 費用

＊人材
# 例: 人手が足りない
人手 or 担当者
"""


def make_project(folder: Path) -> Path:
    """Write the project into a folder, and return its settings file."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [",".join((name, kind, '"' + text.replace('"', '""') + '"')) for name, kind, text in ANSWERS]
    (folder / "survey.csv").write_text("\n".join([f"番号,業種,{QUESTION}", *lines, ""]), encoding="utf-8")
    (folder / "theme.cod").write_text(FRAME, encoding="utf-8")
    settings = folder / "textmine.toml"
    settings.write_text(
        '# 手で書いた設定\n[survey]\nfiles = ["survey.csv"]\nrespondent = "番号"\n'
        f'questions = ["{QUESTION}"]\nattributes = ["業種"]\n\n[codes]\n'
        f'codebook = {{ "{QUESTION}" = "theme.cod" }}  # ここは残る\n',
        encoding="utf-8",
    )
    return settings
