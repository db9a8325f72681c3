"""The Japanese of every error message and of what the command line says; imports nothing of textmine.

The key is the English template exactly as it stands in the code, so the code reads in English and a test
can check that every template raised anywhere has its Japanese here.
"""

from __future__ import annotations

JAPANESE: dict[str, str] = {
    # ---- settings
    "there is no settings file {path}; write one with: textmine init FILE": (
        "設定ファイル {path} がありません。textmine init ファイル名 で作れます。"
    ),
    "{path} is not UTF-8 text; save it as UTF-8": (
        "{path} は UTF-8 の文字として読めません。UTF-8 で保存し直してください。"
    ),
    "can't read {path}: {reason}": "{path} を読めません（{reason}）。",
    "{path} is not valid TOML: {reason}": "{path} は TOML の書き方になっていません（{reason}）。",
    "{name}: there is no setting {key!r}; did you mean {near!r}?": (
        "{name}：設定 {key} はありません。{near} のことですか。"
    ),
    "{name}: there is no setting {key!r}; there are: {known}": (
        "{name}：設定 {key} はありません。使えるのは {known} です。"
    ),
    "{name}: {key} is a section, written as [{key}] on a line of its own": (
        "{name}：{key} は見出しなので、一行に [{key}] と書いてください。"
    ),
    "{name}: {key} can't be {value!r}; it is one of: {allowed}": (
        "{name}：{key} に {value!r} は使えません。{allowed} のどれかにしてください。"
    ),
    '{name}: {key} can\'t be {value!r}; it is a list of texts, such as ["a", "b"]': (
        '{name}：{key} に {value!r} は使えません。["a", "b"] のように文字列を並べてください。'
    ),
    "{name}: {key} can't be {value!r}; it is text in quotation marks": (
        "{name}：{key} に {value!r} は使えません。引用符で囲んだ文字列にしてください。"
    ),
    "{name}: {key} can't be {value!r}; it is true or false": (
        "{name}：{key} に {value!r} は使えません。true か false にしてください。"
    ),
    "{name}: {key} can't be {value!r}; it is a whole number of {least} or more": (
        "{name}：{key} に {value!r} は使えません。{least} 以上の整数にしてください。"
    ),
    "{name}: {key} can't be {value!r}; it is a whole number": (
        "{name}：{key} に {value!r} は使えません。整数にしてください。"
    ),
    "{name}: {key} can't be {value!r}: {reason}": "{name}：{key} に {value!r} は使えません（{reason}）。",
    # ---- command line
    "{path} is there already; choose another with --out, or give --force": (
        "{path} はすでにあります。--out で別の名前にするか、--force を付けてください。"
    ),
    "give one settings file, not {files}": (
        "設定ファイルは一つだけ指定してください（指定されたもの：{files}）。"
    ),
    "{path} names no survey file; write it in files = [...] below [survey]": (
        "{path} に調査ファイルが書かれていません。[survey] の files = [...] に書いてください。"
    ),
}


def translate(template: str, lang: str) -> str:
    """Return the template in ``lang`` ("ja" or "en"); English where there is no Japanese for it."""
    return JAPANESE.get(template, template) if lang == "ja" else template


def message(error: Exception, lang: str) -> str:
    """Return the one sentence of an error in ``lang`` ("ja" or "en")."""
    template = getattr(error, "template", None)
    if template is None:
        return str(error)
    return translate(template, lang).format(**error.details)  # type: ignore[attr-defined]


# What the command line says beside errors, its help texts (a paragraph each), and the comments in
# textmine.toml; the key is the English.
JAPANESE |= {
    # ---- said
    "interrupted; earlier results are as they were": "中断しました。前回までの結果はそのまま残っています。",
    "{path}: {reason}": "{path}：{reason}",
    "working": "処理中",
    "wrote {path}": "{path} に書きました。",
    "now: textmine run {path}": "次の操作：textmine run {path}",
    "the results are in {path}; open this first: {first}": (
        "結果は {path} にあります。まず {first} を開いてください。"
    ),
    # ---- help
    "Examples:": "使用例：",
    "Turns the free-text answers of a survey into keyword tables, word clouds and evidence.": (
        "アンケートの自由記述から、キーワード表、ワードクラウド、根拠となる回答の一覧を作ります。"
    ),
    "Make the whole study of the fictional sample survey that comes along.": (
        "付属の架空の調査で、分析をひととおり行います。"
    ),
    (
        "Make the whole study: for each free-text question the keywords, the notes, the word cloud and the "
        "answers behind every number, in Excel, in a page for the browser, as CSV and as pictures."
    ): (
        "分析をひととおり行い、自由記述の設問ごとに、キーワード、内容の要約、ワードクラウド、数の元に"
        "なった回答を、Excel、ブラウザで開く報告書、CSV、画像にします。"
    ),
    (
        "FILES are survey files (CSV, TSV, Excel, text) or folders of them, or one textmine.toml; what is given "
        "here comes before what is written there."
    ): (
        "FILES には調査ファイル（CSV、TSV、Excel、テキスト）かそのフォルダ、または textmine.toml を指"
        "定します。ここで指定したことは、ファイルに書かれたことより優先されます。"
    ),
    "Say what is in a survey file, before any analysis: its columns, answers, non-answers and oddities.": (
        "分析の前に、調査ファイルの中身（列の役割、回答、無回答、気になる点）を表示します。"
    ),
    "List the words of each free-text question with the number of respondents who wrote them.": (
        "自由記述の設問ごとに、語と、それを書いた回答者の人数を並べます。"
    ),
    "Show a word or phrase wherever it stands in the answers, with what is written left and right of it.": (
        "語や言い回しが使われている箇所を、前後の文脈とともに並べます。"
    ),
    "Draw the word cloud of each free-text question, sized by respondents.": (
        "自由記述の設問ごとに、回答者の人数を文字の大きさで表すワードクラウドを描きます。"
    ),
    "Propose words that belong together, or spellings of one word, from the answers; nothing is merged.": (
        "回答から、ひとまとまりの語や、表記の揺れの候補を挙げます。自動でまとめることはしません。"
    ),
    "Write a commented textmine.toml from what is found in a survey file; edit it, then run it.": (
        "調査ファイルを調べて、説明付きの設定ファイル textmine.toml を書きます。直してから run で使います。"
    ),
    "The column that says who answered.": "回答者を表す列",
    "A free-text question; may be given more than once.": "自由記述の設問（繰り返し指定可）",
    "A column to compare by; may be given more than once.": "比較に使う属性の列（繰り返し指定可）",
    "The sheet of a workbook.": "Excel のシート名",
    "Such as cp932; found from the file if not given.": "cp932 など（省略時は自動判定）",
    "A folder with dictionaries/ and stopwords/ of your own.": (
        "自分の dictionaries/ と stopwords/ があるフォルダ"
    ),
    "unidic-lite, ipadic, or the folder of a UniDic.": "unidic-lite、ipadic、または UniDic のフォルダ",
    "Count words, or the longest nouns.": "数える単位（語、または最も長い複合名詞）",
    "Respondents a word needs to be listed.": "表に載せる最小の回答者数",
    "Count 感じられない with 感じる, or apart from it.": (
        "「感じられない」を「感じる」と合わせて数えるか分けるか"
    ),
    "How many words to show.": "表示する語の数",
    "How many words to draw.": "描く語の数",
    "Width of the picture in pixels.": "画像の幅（画素）",
    "Height of the picture in pixels.": "画像の高さ（画素）",
    "What a colour means.": "色の意味",
    "Fill the dark part of this picture with words.": "暗い部分に語を詰める画像",
    "A font of your own.": "フォントのファイル",
    "The folder of the results.": "結果を書くフォルダ",
    "The title of the report.": "報告書の題",
    "Write the table to this .csv or .xlsx file.": "表を書き出す .csv または .xlsx ファイル",
    "A .png, .svg or .pdf file, or a folder for the pictures.": (
        ".png、.svg、.pdf ファイル、または画像を書くフォルダ"
    ),
    "Write the candidates to this file, to be edited.": "候補を書き出すファイル（後で編集する）",
    "The settings file to write.": "書き出す設定ファイル",
    "Write over an existing settings file.": "既存の設定ファイルに上書きする",
    "The language of messages, tables and reports.": "メッセージ、表、報告書の言語",
    "Show the version and exit.": "版を表示して終わる",
    # ---- comments of textmine.toml
    "What to read, and which column plays which role; what is empty is proposed from the data.": (
        "何を読み、どの列をどう使うか（空のものは自動で判定）"
    ),
    "the survey files or folders, read as one survey": (
        "調査ファイルまたはフォルダ（複数なら一つの調査として読む）"
    ),
    "the sheet of a workbook; unset: all that fit": "Excel のシート名（指定がなければ該当するシートすべて）",
    "such as cp932; unset: found from the file": "文字コード。cp932 など（指定がなければ自動判定）",
    "the column that says who answered": "回答者を表す列",
    "the free-text questions; empty: proposed": "自由記述の設問（空なら自動判定）",
    "the columns to compare by; empty: proposed": "比較に使う属性の列（空なら自動判定）",
    "How text becomes words.": "文章を語に分ける方法",
    "unidic-lite, ipadic, or the path of a UniDic folder": "unidic-lite、ipadic、または UniDic のフォルダ",
    "a folder whose dictionaries/ and stopwords/ come before the bundled ones": (
        "付属のものより優先する dictionaries/ と stopwords/ があるフォルダ"
    ),
    "The keyword table.": "キーワード表",
    "word counts 情報 in 個人情報 too; compound counts the longest noun": (
        "word は「個人情報」の中の「情報」も数え、compound は最も長い複合名詞を数える"
    ),
    "respondents that a word needs to be listed": "表に載せる最小の回答者数",
    "apart lists a negated word (感じられない) as a row of its own": (
        "apart にすると、打ち消された語（感じられない）を別の行にする"
    ),
    "rows of the table that the report shows and explains": "報告書に載せて内容を説明する語の数",
    "What stands beside a keyword.": "キーワードに添えるもの",
    "longer words named per keyword, at most": "語ごとに挙げる複合語の数の上限",
    "things a keyword is said to be or do, at most": "語ごとに挙げる言い回しの数の上限",
    "answers quoted per keyword, at most": "語ごとに引用する回答の数の上限",
    "respondents that a longer word or a phrase needs": "複合語や言い回しを挙げる最小の回答者数",
    "The word cloud: sizes in pixels of the printed picture.": (
        "ワードクラウド（大きさは印刷する画像の画素数）"
    ),
    "words in the picture, at most": "描く語の数の上限",
    "in pixels": "画素数",
    "pixels per inch on paper": "印刷の解像度（1インチあたりの画素数）",
    "font size of the smallest word, in pixels": "最も小さい語の文字の大きさ（画素）",
    "what a colour means: the first words, a category, the part of speech": (
        "色の意味：上位の語の強調、分類、品詞、色分けなし"
    ),
    "how many of the first words stand out": "強調する上位の語の数",
    "a picture whose dark part is filled with words": "暗い部分に語を詰める画像",
    "a font file; unset: the bold face that comes along": "フォントのファイル（指定がなければ付属の太字）",
    "another number lays the same words out another way": "数を変えると、同じ語の配置が変わる",
    "What is written, and where.": "何をどこに書くか",
    "the folder of the results": "結果を書くフォルダ",
    "the language of the report": "報告書の言語",
    "the title of the report; unset: the file's name": "報告書の題（指定がなければファイル名）",
}

# click's own words, which it hands to gettext; what is missing here stays English.
CLICK: dict[str, str] = {
    "Usage:": "使い方：",
    "Options": "オプション",
    "Commands": "コマンド",
    "Positional arguments": "引数",
    "Error: {message}": "エラー：{message}",
    "Try '{command} {option}' for help.": "使い方は '{command} {option}' で表示されます。",
    "Show this message and exit.": "この説明を表示して終わる",
    "Missing command.": "コマンドを指定してください。",
    "Missing argument": "足りない引数：",
    "Missing option": "足りないオプション：",
    "Choose from:\n\t{choices}": "次から選んでください：\n\t{choices}",
    "No such option {name!r}.": "オプション {name} はありません。",
    "No such option: {name}": "オプション {name} はありません。",
    "No such command {name!r}.": "コマンド {name} はありません。",
    "Did you mean {possibility}?": "{possibility} のことですか。",
    "(Did you mean one of: {possibilities}?)": "（{possibilities} のどれかですか。）",
    "Option {name!r} requires {nargs} arguments.": "オプション {name} には値が必要です。",
    "Option {name!r} does not take a value.": "オプション {name} は値を取りません。",
    "Got unexpected extra arguments ({args})": "余分な引数があります（{args}）",
    "Invalid value: {message}": "使えない値です：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} に使えない値です：{message}",
    "{value!r} is not a valid {number_type}.": "{value!r} は整数ではありません。",
    "{value!r} is not {choice}.": "{value!r} ではなく {choice} にしてください。",
    "{value!r} is not one of {choices}.": "{value!r} は {choices} のどれでもありません。",
}
