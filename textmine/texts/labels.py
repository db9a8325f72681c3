"""Every text that a reader of a report sees, in Japanese and English; imports nothing of textmine.

The one place with Japanese text besides data files and ``messages`` (what is said to the person at the
command line). A key says where its text stands: ``column.*`` heads a table's column, ``section.*`` a part
of a report, ``pos.*`` and ``kind.*`` name a part of speech and a kind of answer, ``role.*`` the role of an
input column, ``why.*`` the reason for it, ``finding.*`` what was found while reading, ``note.*`` a line
under a heading, ``page.*`` a control of the HTML page, ``cloud.*`` a text inside a word cloud. A text
may hold ``{names}`` to be filled in.
"""

from __future__ import annotations

# key -> (Japanese, English)
LABELS: dict[str, tuple[str, str]] = {
    # ---- columns of tables
    "column.number": ("No.", "No."),
    "column.word": ("キーワード", "Keyword"),
    "column.pos": ("品詞", "Part of speech"),
    "column.respondents": ("回答者数", "Respondents"),
    "column.share": ("割合", "Share"),
    "column.low": ("95%信頼区間 下限", "95% interval, low"),
    "column.high": ("95%信頼区間 上限", "95% interval, high"),
    "column.interval": ("95%信頼区間", "95% interval"),
    "column.occurrences": ("出現回数", "Occurrences"),
    "column.negated_share": ("否定の割合", "Negated share"),
    "column.negated": ("否定", "Negated"),
    "column.related": ("関連語", "Related words"),
    "column.base": ("母数", "Base"),
    "column.notes": ("内容", "How it is used"),
    "column.quotes": ("引用", "Quotes"),
    "column.compounds": ("複合語", "Compounds"),
    "column.phrases": ("言い回し", "Phrases"),
    "column.aspect": ("種類", "Kind of evidence"),
    "column.rank": ("順位", "Rank"),
    "column.text": ("回答", "Answer"),
    "column.evidence": ("根拠", "Evidence"),
    "column.answer": ("回答番号", "Answer no."),
    "column.answers": ("回答の件数", "Answers"),
    "column.respondent": ("回答者", "Respondent"),
    "column.question": ("設問", "Question"),
    "column.item": ("項目", "Item"),
    "column.kind": ("回答の種類", "Kind of answer"),
    "column.source": ("入力ファイル", "Input file"),
    "column.row": ("行", "Row"),
    "column.start": ("開始位置", "Start"),
    "column.end": ("終了位置", "End"),
    "column.left": ("前の文脈", "Text before"),
    "column.keyword": ("語", "Word"),
    "column.right": ("後の文脈", "Text after"),
    "column.column": ("列", "Column"),
    "column.header": ("ファイルの見出し", "Header in the file"),
    "column.role": ("役割", "Role"),
    "column.why": ("理由", "Why"),
    "column.filled": ("記入あり", "Filled"),
    "column.distinct": ("異なる値", "Distinct values"),
    "column.finding": ("確認事項", "Finding"),
    "column.count": ("件数", "Count"),
    "column.where": ("場所", "Where"),
    "column.detail": ("詳細", "Detail"),
    "column.file": ("ファイル", "File"),
    "column.sheet": ("シート", "Sheet"),
    "column.encoding": ("文字コード", "Encoding"),
    "column.sha256": ("SHA-256", "SHA-256"),
    "column.rows": ("行数", "Rows"),
    "column.setting": ("設定", "Setting"),
    "column.value": ("値", "Value"),
    "column.contents": ("内容", "Contents"),
    "column.size": ("文字の大きさ", "Font size"),
    "column.x": ("横位置", "x"),
    "column.y": ("縦位置", "y"),
    "column.width": ("幅", "Width"),
    "column.height": ("高さ", "Height"),
    "column.vertical": ("縦書き", "Vertical"),
    "column.colour": ("色", "Colour"),
    "column.placed": ("配置", "Placed"),
    "column.category": ("分類", "Category"),
    "column.words": ("構成語", "Words"),
    "column.flr": ("FLR", "FLR"),
    "column.c_value": ("C値", "C-value"),
    "column.example": ("例", "Example"),
    "column.variant": ("表記の候補", "Variant"),
    "column.reason": ("似ている点", "Alike in"),
    "column.variant_respondents": ("候補の回答者数", "Respondents of the variant"),
    "column.similarity": ("類似度", "Similarity"),
    # ---- parts of a report
    "section.summary": ("概要", "Summary"),
    "section.keywords": ("キーワード", "Keywords"),
    "section.evidence": ("根拠", "Evidence"),
    "section.occurrences": ("該当回答", "Answers by word"),
    "section.wordcloud": ("ワードクラウド", "Word cloud"),
    "section.wordcloud_layout": ("ワードクラウドの配置", "Word cloud layout"),
    "section.kinds": ("回答の種類", "Kinds of answers"),
    "section.answers": ("回答一覧", "All answers"),
    "section.columns": ("列の役割", "Columns of the input"),
    "section.findings": ("読み込み時の確認", "Findings while reading"),
    "section.settings": ("設定", "Settings"),
    "section.sources": ("入力ファイル", "Input files"),
    "section.versions": ("辞書とプログラムの版", "Dictionary and program versions"),
    "section.contents": ("目次", "Contents"),
    "section.kwic": ("用例", "Keyword in context"),
    "section.table": ("表", "Table"),
    "section.figure": ("図", "Figure"),
    # ---- parts of speech
    "pos.noun": ("名詞", "noun"),
    "pos.proper": ("固有名詞", "proper noun"),
    "pos.proper_noun": ("固有名詞", "proper noun"),
    "pos.person": ("人名", "person"),
    "pos.place": ("地名", "place"),
    "pos.organisation": ("組織名", "organisation"),
    "pos.verbal_noun": ("サ変名詞", "verbal noun"),
    "pos.verb": ("動詞", "verb"),
    "pos.adjective": ("形容詞", "adjective"),
    "pos.adjectival_noun": ("形容動詞", "adjectival noun"),
    "pos.adverb": ("副詞", "adverb"),
    "pos.pronoun": ("代名詞", "pronoun"),
    "pos.numeral": ("数詞", "numeral"),
    "pos.prefix": ("接頭辞", "prefix"),
    "pos.suffix": ("接尾辞", "suffix"),
    "pos.interjection": ("感動詞", "interjection"),
    "pos.conjunction": ("接続詞", "conjunction"),
    "pos.adnominal": ("連体詞", "adnominal"),
    "pos.particle": ("助詞", "particle"),
    "pos.auxiliary": ("助動詞", "auxiliary"),
    "pos.symbol": ("記号", "symbol"),
    "pos.unknown": ("未知語", "unknown word"),
    "pos.other": ("その他", "other"),
    # ---- words in tables
    "word.negated": ("{word}（否定）", "{word} (negated)"),
    # ---- kinds of answers
    "kind.substantive": ("内容のある回答", "Substantive"),
    "kind.none": ("なし", "Nothing to say"),
    "kind.unknown": ("わからない", "Don't know"),
    "kind.same": ("同上", "Same as above"),
    "kind.meaningless": ("意味をなさない記入", "Meaningless"),
    "kind.refusal": ("回答拒否", "Refused"),
    "kind.blank": ("無記入", "Blank"),
    # ---- roles of input columns
    "role.respondent": ("回答者番号", "respondent id"),
    "role.question": ("自由記述", "free text"),
    "role.attribute": ("属性", "attribute"),
    "role.ignored": ("不使用", "ignored"),
    # ---- kinds of evidence
    "aspect.compound": ("複合語", "Compound"),
    "aspect.phrase": ("言い回し", "Phrase"),
    "aspect.negation": ("否定", "Negation"),
    "aspect.quote": ("引用", "Quote"),
    "aspect.note": ("内容", "Note"),
    # ---- lines under headings
    "note.base": (
        "母数：内容のある回答をした回答者 {base} {unit}（回答者全体 {total} {unit}中）",
        "Base: {base} {unit} with a substantive answer (of {total} in the survey)",
    ),
    "note.base_only": (
        "母数：内容のある回答をした回答者 {base} {unit}",
        "Base: {base} {unit} with a substantive answer",
    ),
    "note.mixed": ("混合", "mixed"),
    "note.draft_fit": (
        "このクラスターの回答 {members} 件のうち {found} 件に付き、ほかの回答 {others} 件にも付く。",
        "Found in {found} of the {members} answers of the cluster, and in {others} others.",
    ),
    "note.k_curve": ("クラスター数と安定度", "Number of clusters and stability"),
    "note.kinds": ("内容のない回答：{kinds}", "Answers without content: {kinds}"),
    "note.kinds_none": ("内容のない回答はない。", "No answers without content."),
    "note.kind_count": ("{kind} {respondents} {unit}", "{kind} {respondents} {unit}"),
    "note.separator": ("、", ", "),
    "note.method": (
        "回答者数は、その語を一度でも書いた回答者の人数。割合は母数に対する比率、区間は95%信頼区間（ウィルソン法）。"
        "否定の割合は、出現回数のうち打ち消されているもの（「感じられない」など）の比率。",
        "Respondents: those who wrote the word at least once. Share: of the base, with its 95% Wilson "
        "interval. Negated share: of the occurrences, those that are negated.",
    ),
    "note.evidence": (
        "語ごとに、その語を含む複合語、言い回し、否定、引用と、そこから下書きした文。数は回答者数。",
        "For each word: the compounds that hold it, phrases, negations, quotes, and sentences drafted from "
        "them. Numbers are respondents.",
    ),
    "note.occurrences": (
        "キーワード表の数の元になった回答。語の欄で絞り込むと、その語を書いた回答がすべて並ぶ（一か所につき一行）。",
        "The answers behind the numbers of the keyword table: filter by word to see every place where it "
        "was written (one row a place).",
    ),
    "note.attributes_elsewhere": (
        "数が多いため属性はこの表に載せていない。回答番号で「回答一覧」を引けばわかる。",
        "There are too many rows to repeat the attributes here: see “All answers” by answer number.",
    ),
    "note.answers": (
        "読み込んだ回答のすべて。内容のない回答も種類を付けて残してある。",
        "Every answer read; those without content are kept, with their kind.",
    ),
    "note.blank": (
        "無記入 {count} 件はこの表から省いた。",
        "{count} blank answers are left out of this table.",
    ),
    "note.cut": (
        "長い文字列 {count} か所を Excel の上限（32,767字）で切り、末尾に印を付けた。全文は CSV にある。",
        "{count} texts were cut at Excel's limit of 32,767 characters and marked; the CSV has them whole.",
    ),
    "note.cut_mark": ("…〔以下略〕", "… [cut]"),
    "note.cut_rows": (
        "Excel の行数の上限を超えるため {count} 行を省いた。全体は CSV にある。",
        "{count} rows were left out at Excel's limit of rows; the CSV has them all.",
    ),
    "note.top_words": (
        "キーワード表にある {words} 語の該当箇所（全 {count} か所中 {shown} か所）。全体は CSV にある。",
        "The places of the {words} words in the keyword table ({shown} of {count}); the CSV has them all.",
    ),
    "note.unplaced": ("入りきらなかった語：{words}", "Not placed: {words}"),
    "note.placed": ("{total} 語のうち {placed} 語を配置。", "{placed} of {total} words placed."),
    "note.more_words": ("ほか {count} 語", "and {count} more"),
    "note.csv": (
        "tables フォルダの CSV は列名が英語、文字コードは UTF-8（BOM 付き）。"
        "表計算ソフトで数式とみなされる文字で始まるセルには先頭に「'」を付けてある（「'」で始まるセルも同じ）。元に戻すには先頭の「'」を一つ取る。",
        "CSV files in the tables folder have English column names and are UTF-8 with a BOM. Cells that a "
        "spreadsheet program could take for a formula (and cells starting with ') start with an added '; "
        "take one ' off to undo it.",
    ),
    "note.word_count": ("{word}（{respondents}）", "{word} ({respondents})"),
    "note.quote": ("「{text}」（{respondent}）", "“{text}” ({respondent})"),
    # ---- files of suggestions
    "suggest.compounds": (
        "切らずに一語として扱う語の候補。採用する行の先頭の「# 」を取り、compounds で始まる名前で保存する。\n"
        "採用した語は、もとの語（個人情報なら「個人」「情報」）としては数えなくなる。",
        "Candidates for words that are never cut. Take '# ' off the lines to adopt, and save under a name\n"
        "that begins with compounds. An adopted word no longer counts as the words it is made of.",
    ),
    "suggest.compounds_line": (
        "{respondents}人、{occurrences}回、FLR {flr:.1f}、C値 {c_value:.1f}　{example}",
        "{respondents} respondents, {occurrences} times, FLR {flr:.1f}, C-value {c_value:.1f}  {example}",
    ),
    "suggest.synonyms": (
        "同じ語の別の表記かもしれない組。採用する行の先頭の「# 」を取り、synonyms で始まる名前で保存する。\n"
        "先頭の語として数え、表示する。",
        "Pairs that may be spellings of one word. Take '# ' off the lines to adopt, and save under a name\n"
        "that begins with synonyms. The first word is the one that is counted and shown.",
    ),
    "suggest.synonyms_line": (
        "{reason}：{respondents}人と{variant_respondents}人　{example}",
        "{reason}: {respondents} and {variant_respondents} respondents  {example}",
    ),
    "alike.case": ("大文字・小文字", "letter case"),
    "alike.long_vowel": ("長音符", "long vowel mark"),
    "alike.small_kana": ("小書きの仮名", "small kana"),
    "alike.okurigana": ("送り仮名", "okurigana"),
    "alike.reading": ("読み", "reading"),
    "alike.typing": ("一、二字の違い", "one or two letters"),
    "alike.homophone": ("読みが同じで漢字が違う", "same reading, other kanji"),
    # ---- sentences drafted from counts (the column "How it is used"); {people} is such as 12人
    "draft.unit": ("人", "respondents"),
    "draft.unit_one": ("人", "respondent"),
    "draft.people": ("{count}{unit}", "{count}{unit}"),
    "draft.total": ("{count}{unit}", "{count} {unit}"),
    "draft.quoted": ("「{text}」", "“{text}”"),
    "draft.between": ("や", ", "),
    "draft.counted": ("「{text}」（{people}）", "“{text}” ({people})"),
    "draft.and_others": ("{text} など", "{text} and others"),
    "draft.negated": ("「{word}」の打ち消し", "“{word}” negated"),
    "draft.phrase_most": (
        "{total}中{people}が{first}と書いている。ほかに{rest}など。",
        "{people} of {total} write {first}; others: {rest}.",
    ),
    "draft.phrase_most_only": (
        "{total}中{people}が{first}と書いている。",
        "{people} of {total} write {first}.",
    ),
    "draft.phrase_all": ("{total}全員が{first}と書いている。", "All {total} write {first}."),
    "draft.phrase_first": (
        "{first}という記述が最も多い（{people}）。ほかに{rest}など。",
        "Most frequent is {first} ({people}); others: {rest}.",
    ),
    "draft.phrase_first_only": (
        "{first}という記述が最も多い（{people}）。",
        "Most frequent is {first} ({people}).",
    ),
    "draft.phrase_many": ("{listed}などの記述が多い。", "Frequent are {listed}."),
    "draft.phrase_varied": (
        "記述は多岐にわたり、多い順に{listed}など。",
        "What is said varies; most frequent are {listed}.",
    ),
    "draft.phrase_few": ("{listed}といった記述がある。", "A few write {listed}."),
    "draft.compound_one": ("{listed}という複合語でも使われる。", "It is also part of {listed}."),
    "draft.compound_some": ("{listed}などの複合語でも使われる。", "It is also part of {listed}."),
    "draft.compound_most": (
        "{total}中{people}は、{listed}など複合語の一部として使っている。",
        "{people} of {total} use it as part of a longer word: {listed}.",
    ),
    "draft.compound_all": (
        "{total}全員が、{listed}など複合語の一部として使っている。",
        "All {total} use it as part of a longer word: {listed}.",
    ),
    "draft.no_nearly_all": (
        "ほとんどが{forms}など打ち消した形（{total}中{no}）。",
        "Nearly all negate it, as in {forms} ({no} of {total}).",
    ),
    "draft.no_nearly_all_plain": (
        "ほとんどが打ち消した形（{total}中{no}）。",
        "Nearly all negate it ({no} of {total}).",
    ),
    "draft.no_all": ("すべて{forms}など打ち消した形（{total}）。", "All {total} negate it, as in {forms}."),
    "draft.no_all_plain": ("すべて打ち消した形（{total}）。", "All {total} negate it."),
    "draft.no_more": (
        "{forms}など打ち消しの記述（{no}）が、打ち消さない記述（{yes}）より多い。",
        "More respondents negate it, as in {forms} ({no}), than do not ({yes}).",
    ),
    "draft.no_more_plain": (
        "打ち消しの記述（{no}）が、打ち消さない記述（{yes}）より多い。",
        "More respondents negate it ({no}) than do not ({yes}).",
    ),
    "draft.no_some": (
        "{forms}など、打ち消しの記述も{total}中{no}にある。",
        "{no} of {total} negate it, as in {forms}.",
    ),
    "draft.no_some_plain": ("打ち消しの記述も{total}中{no}にある。", "{no} of {total} negate it."),
    "draft.beside": (
        "言い回しはさまざま（{total}）。同じ文に{listed}が出てくる。",
        "Written in various ways ({total}); the same sentences hold {listed}.",
    ),
    "draft.nothing": (
        "書いた回答者は{total}。{minimum}以上に共通する複合語や言い回しはない。",
        "Written by {total}; no compound or phrase is common to {minimum} or more.",
    ),
    "note.bullet": ("・{text}", "• {text}"),
    "note.back": ("← 概要に戻る", "← Back to the summary"),
    "note.made": ("textmine で作成", "Made with textmine"),
    "note.alt_wordcloud": (
        "「{question}」のワードクラウド。回答者の多い語：{words}",
        "Word cloud of “{question}”. Words of most respondents: {words}",
    ),
    "note.glyphs_missing": (
        "書体に字形がないため描いていない語：{words}",
        "Not drawn, as the font lacks their glyphs: {words}",
    ),
    "note.yes": ("○", "yes"),
    "note.no": ("", ""),
    "note.question_counts": ("設問ごとの回答者数", "Respondents by question"),
    "note.unnamed": ("（設問名なし）", "(unnamed question)"),
    # ---- texts inside a word cloud
    "cloud.size": ("文字の大きさ＝回答者数", "Letter size: number of respondents"),
    "cloud.base": ("、n={base}", ", n={base}"),
    "cloud.placed": ("；{total}語中{placed}語を配置", "; {placed} of {total} words placed"),
    "cloud.unplaced": ("（入りきらなかった語：{words}）", " (not placed: {words})"),
    "cloud.count": ("{count}語", "{count} words"),
    "cloud.first": ("回答者の多い{count}語", "the {count} words of most respondents"),
    "cloud.chosen": ("注目した語", "highlighted words"),
    "cloud.others": ("その他（{count}分類）", "other ({count} categories)"),
    # ---- the HTML page
    "page.skip": ("本文へ移動", "Skip to the content"),
    "page.questions": ("設問", "Questions"),
    "page.noscript": (
        "この報告書の表と回答を見るには、ブラウザの JavaScript を有効にしてください。"
        "外部との通信はしません。",
        "Please enable JavaScript to see the tables and answers; the page talks to no one.",
    ),
    "page.respondents": ("回答者", "respondents"),
    "page.people": ("{count} {unit}", "{count} {unit}"),
    "page.cell_people": ("{count} {unit}", "{count} {unit}"),
    "page.answers_count": ("{count} 件", "{count} answers"),
    "page.more_files": ("ほか {count} ファイル", "and {count} more files"),
    "page.filter": ("属性で絞り込む", "Filter by attribute"),
    "page.filter_attribute": ("属性", "Attribute"),
    "page.filter_value": ("値", "Value"),
    "page.filter_choose": ("選択してください", "Choose"),
    "page.filter_blank": ("（記入なし）", "(blank)"),
    "page.filter_remove": ("{name} の絞り込みを解除", "Remove the filter on {name}"),
    "page.filter_clear": ("すべて解除", "Clear all"),
    "page.filtered": (
        "絞り込み中：母数 {base} {unit}。回答者数・割合・区間・出現回数・否定は絞り込んだ回答で数え直した値、"
        "「内容」は全体についての記述です。",
        "Filtered: base {base} {unit}. Counts, shares and intervals are recounted for them; “How it is "
        "used” describes all respondents.",
    ),
    "page.find_word": ("キーワードを探す", "Find a keyword"),
    "page.search_answers": ("回答の中を検索", "Search in answers"),
    "page.clear": ("クリア", "Clear"),
    "page.close": ("閉じる", "Close"),
    "page.sort": ("並べ替え", "Sort"),
    "page.more_words": ("さらに {count} 語を表示", "Show {count} more words"),
    "page.more_rows": ("さらに {count} 行を表示", "Show {count} more rows"),
    "page.more_answers": ("さらに {count} 件を表示", "Show {count} more answers"),
    "page.shown": ("{total} 件中 {shown} 件を表示", "{shown} of {total} answers shown"),
    "page.words_shown": ("{total} 語中 {shown} 語を表示", "{shown} of {total} words shown"),
    "page.no_answers": ("条件に合う回答はありません。", "No answer meets the conditions."),
    "page.no_words": ("条件に合うキーワードはありません。", "No keyword meets the conditions."),
    "page.panel": ("回答", "Answers"),
    "page.all_answers": ("内容のある回答すべて", "All substantive answers"),
    "page.answers_with": ("「{word}」を含む回答", "Answers with “{word}”"),
    "page.answers_kind": ("「{kind}」の回答", "Answers of kind “{kind}”"),
    "page.every": ("すべて", "All"),
    "page.affirmed": ("否定以外", "Not negated"),
    "page.negated": ("否定", "Negated"),
    "page.show_quotes": ("引用 {count} 件", "{count} quotes"),
    "page.open_word": ("「{word}」を含む回答を表示", "Show the answers with “{word}”"),
    "page.open_text": (
        "「{word}」の回答のうち「{text}」を検索",
        "Search “{text}” in the answers with “{word}”",
    ),
    "page.open_negated": (
        "「{word}」が否定されている回答を表示",
        "Show the answers where “{word}” is negated",
    ),
    "page.cloud_hint": ("語を選ぶと回答が出ます。", "Choose a word to see its answers."),
    "page.attributes": ("詳細", "Details"),
    "page.print": ("印刷", "Print"),
    "page.method": ("数え方", "How it is counted"),
    "page.legend_negated": ("点線は打ち消されている箇所", "Dotted: negated"),
    "page.bar_scale": (
        "棒は割合、細い線は95%信頼区間（右端 {share}）",
        "Bar: share; thin line: 95% interval (full width {share})",
    ),
    "page.summary": ("概要", "Summary"),
    "page.overview_note": (
        "数字を選ぶと、その元になった回答が出ます。このファイルだけで動き、外部とは通信しません。",
        "Choose a number to see the answers behind it. The page works by itself and talks to no one.",
    ),
    # ---- why a column has its role
    "why.named": ("指定された", "named by you"),
    "why.respondent_unique": (
        "名前が回答者の番号を表し、値がすべて異なる",
        "its name says who answered, and all its values differ",
    ),
    "why.respondent_repeats": (
        "名前が回答者を表し、同じ値の行は同じ回答者の回答",
        "its name says who answered; rows with one value are of one respondent",
    ),
    "why.unique_codes": (
        "最初の列で、すべて異なる番号",
        "the first column, with a different code in each row",
    ),
    "why.heading_path": ("見出しの並び", "the headings that stand over a paragraph"),
    "why.paragraphs": ("文章の段落", "the paragraphs of a text"),
    "why.heading": ("文章の見出し", "the headings of a text"),
    "why.sentences": ("長さや内容がさまざまな文章", "sentences of many kinds and lengths"),
    "why.hinted": (
        "名前が自由記述を表し、値がさまざま",
        "its name tells of free text, and its values vary",
    ),
    "why.hinted_empty": ("名前が自由記述を表す（記入なし）", "its name tells of free text; nobody wrote any"),
    "why.few_values": ("同じ値が繰り返し現れる", "few values that repeat"),
    "why.numbers": ("数値", "numbers"),
    "why.dates": ("日付・時刻", "dates or times"),
    "why.places": ("地名", "places"),
    "why.codes": ("記号や番号", "codes"),
    "why.choice": ("選択の有無（1列に1つの選択肢）", "ticked or not: one column per choice"),
    "why.multiple_choice": (
        "複数選択（1つのセルに区切り文字で並ぶ選択肢）",
        "multiple choice: several choices in one cell",
    ),
    "why.long_closed": (
        "縦長の表のうち選択式の設問",
        "a question of the long table with answers that repeat",
    ),
    "why.long_question": ("行ごとに設問を示す列", "names the question of each row"),
    "why.long_item": ("行ごとに項目を示す列", "names the item of each row"),
    "why.personal": (
        "氏名・連絡先など個人や企業を特定する内容",
        "names, addresses or other contact details",
    ),
    "why.row_number": ("行の番号（回答者は別の列）", "numbers the rows; who answered is another column"),
    "why.repeated_text": (
        "同じ長文が多くの行に繰り返される（回答ではない）",
        "the same long texts in many rows: no answers",
    ),
    "why.labels": (
        "短く、ほとんどがすべて異なる語句（名称など）",
        "short and nearly all different: names or labels",
    ),
    "why.segmented": ("語に区切られた文章", "text that has been cut into words"),
    "why.spilled": ("見出しより右にはみ出した値", "cells to the right of the last header"),
    "why.empty": ("記入なし", "empty"),
    "why.not_asked": ("指定された設問ではない", "free text, but not one of the questions that you named"),
    "why.not_named": ("指定された属性ではない", "not one of the attributes that you named"),
    # ---- what was found while reading
    "finding.no_respondent": (
        "回答者を表す列がないため、1行を1人の回答者とした",
        "no column says who answered: each row is taken as a respondent",
    ),
    "finding.empty_respondents": (
        "回答者の番号が空の行（行番号で補った）",
        "rows without a respondent id, which got their row number",
    ),
    "finding.several_rows": (
        "2行以上ある回答者（1人として数える）",
        "respondents with several rows, counted once",
    ),
    "finding.several_files": (
        "2つ以上のファイルに現れる回答者（1人として数える）",
        "respondents in several files, counted once",
    ),
    "finding.respondent_width": (
        "全角・半角をそろえた回答者番号",
        "respondent ids whose full- and half-width characters were made one",
    ),
    "finding.respondent_merged": (
        "全角・半角をそろえると同じになる回答者番号（1人とした）",
        "respondent ids that differed in width only, taken as one",
    ),
    "finding.respondent_case": (
        "大文字・小文字だけが違う回答者番号（別人とした）",
        "respondent ids that differ in case only, taken as different",
    ),
    "finding.repeated_rows": (
        "ほかの行とまったく同じ行（除いていない）",
        "rows equal to an earlier one in every column; they stay",
    ),
    "finding.partial_columns": ("一部のファイルにしかない列", "columns that only some of the files have"),
    "finding.long_closed": (
        "縦長の表の選択式の設問（属性とした）",
        "closed questions of the long table, taken as attributes",
    ),
    "finding.files_not_read": (
        "フォルダにあるが読まなかったファイル",
        "files in the folder that were not read",
    ),
    "finding.sheets_not_read": ("読まなかったシート", "sheets that were not read"),
    "finding.form": ("記入済みの調査票として読んだ設問", "questions read from a form that was filled in"),
    "finding.titles": ("見出し行より上にあり、読まなかった行", "rows above the header, not read"),
    "finding.two_header_rows": ("2段の見出しを1つにまとめた", "a header of two rows, joined into one"),
    "finding.blank_rows": ("空の行", "blank rows"),
    "finding.long_rows": ("見出しより列が多い行", "rows with more cells than the header"),
    "finding.short_rows": ("見出しより列が少ない行", "rows with fewer cells than the header"),
    "finding.stray_quotes": (
        "引用符の使い方が正しくない箇所があるファイル",
        "files with quotation marks where none should be",
    ),
    "finding.nuls": ("取り除いた NUL 文字", "NUL characters, removed"),
    "finding.undecodable": (
        "読めずに � に置き換えた箇所（詳細は最初の行）",
        "places that could not be decoded and became �; the first line is under detail",
    ),
    "finding.not_drawn": (
        "標本に入らなかった回答者の行（詳細は選んだ回答者数と乱数の種）",
        "rows of respondents that are not in the sample; its size and seed are under detail",
    ),
    "finding.no_answers": ("記入のある回答が1件もない", "there is not a single written answer"),
    # ---- odd characters
    "sort.control": ("制御文字", "control character"),
    "sort.replacement": ("文字化け（置換文字）", "replacement character"),
    "sort.private": ("外字", "private use character"),
    "sort.unassigned": ("未定義の文字", "unassigned character"),
    "sort.invisible": ("見えない文字", "invisible character"),
    "sort.direction": ("書字方向の制御", "direction mark"),
    "sort.entity": ("HTML の実体参照", "HTML entity"),
    "sort.halfwidth_kana": ("半角カナ", "half-width kana"),
    "sort.beyond_bmp": ("絵文字・追加漢字", "emoji or rare character"),
    "column.sort": ("種類", "Sort"),
    "column.character": ("文字", "Character"),
    "column.code": ("コード", "Code"),
    "column.name": ("名称", "Name"),
    "column.path": ("ファイル", "File"),
    "column.questions": ("自由記述の設問", "Free-text questions"),
    "column.attributes": ("属性", "Attributes"),
    "column.substantive": ("内容あり", "Substantive"),
    "column.none": ("なし", "Nothing to say"),
    "column.unknown": ("わからない", "Don't know"),
    "column.same": ("同上", "Same as above"),
    "column.meaningless": ("意味なし", "Meaningless"),
    "column.refusal": ("回答拒否", "Refused"),
    "column.blank": ("無記入", "Blank"),
    "section.overview": ("概要", "Overview"),
    "section.duplicates": ("同じ文面の回答", "Answers with the same text"),
    "section.characters": ("気になる文字", "Odd characters"),
    # ---- steps of the work, beside the progress bar
    "stage.working": ("処理中", "Working"),
    "stage.reading": ("読み込み中", "Reading"),
    "stage.tokenizing": ("語に分けています", "Cutting into words"),
    "stage.tables": ("集計・作図中", "Counting and drawing"),
    "stage.writing": ("書き出し中", "Writing"),
    # ---- codes
    "column.level": ("段階", "Level"),
    "column.definition": ("定義", "Definition"),
    "column.mentions": ("延べ件数", "Mentions"),
    "column.document": ("文書番号", "Document no."),
    "column.clause": ("条件", "Condition"),
    "column.line": ("行", "Line"),
    "column.severity": ("重要度", "Severity"),
    "column.piece": ("箇所", "What"),
    "column.documents": ("文書数", "Documents"),
    "column.chi_square": ("カイ2乗値", "Chi-square"),
    "column.degrees": ("自由度", "Degrees of freedom"),
    "column.p": ("p値", "p"),
    "column.stars": ("有意水準", "Significance"),
    "column.jaccard": ("Jaccard係数", "Jaccard"),
    "code.upper": ("大分類", "Upper code"),
    "code.code": ("コード", "Code"),
    "code.other": ("その他", "Other"),
    "code.nonanswer": ("非回答", "No answer"),
    "code.total": ("計（延べ）", "Total (mentions)"),
    "severity.error": ("エラー", "Error"),
    "severity.warning": ("警告", "Warning"),
    "severity.note": ("参考", "Note"),
    "lint.broken": ("条件を読めません：{detail}", "The rule can't be read: {detail}"),
    "lint.glued_operator": (
        "「{piece}」は一つの語とみなされます。演算子やかっこの前後には空白を入れてください。",
        "“{piece}” is read as one word; put spaces around operators and parentheses.",
    ),
    "lint.full_width_operator": (
        "「{piece}」は全角なので語とみなされます。半角で「{detail}」と書き、前後に空白を入れてください。",
        "“{piece}” is in full-width characters and read as a word; write “{detail}”, with spaces around it.",
    ),
    "lint.mixed_precedence": (
        "and は or より先に結び付きます。次のように読まれます：{piece}。かっこを付けてください。",
        "and binds tighter than or; this is read as: {piece}. Put parentheses.",
    ),
    "lint.compared_truth": (
        "and や or の結果は 0 か 1 なので、回数の比較になりません：{piece}。足し算にしてください。",
        "and and or give 0 or 1, so this compares no count: {piece}. Add the words with + instead.",
    ),
    "lint.not_before_comparison": (
        "! は比較より先に結び付きます：{piece}。比較全体を打ち消すなら not と書いてください。",
        "! binds tighter than a comparison: {piece}. To negate the comparison write not.",
    ),
    "lint.chained_comparison": (
        "比較は左から順に計算されます：{piece}。範囲は and でつないでください。",
        "Comparisons are made from left to right: {piece}. Join the ends of a range with and.",
    ),
    "lint.repeated_condition": ("「{piece}」が繰り返されています。", "“{piece}” is repeated."),
    "lint.unknown_class": (
        "品詞「{piece}」はありません。近いもの：{detail}",
        "There is no class “{piece}”; near it: {detail}",
    ),
    "lint.class_off": (
        "「{piece}」は条件に使わない品詞です（{detail}）。'{piece}' と書けば文字列として探せます。",
        "“{piece}” is of a class that rules don't find ({detail}); as '{piece}' it is found as a string.",
    ),
    "lint.wrong_class": (
        "「{piece}」はありません。その語の品詞：{detail}",
        "“{piece}” does not occur; the classes of that word: {detail}",
    ),
    "lint.wrong_form": (
        "「{piece}」はありません。その語の形：{detail}",
        "“{piece}” does not occur; the forms of that word: {detail}",
    ),
    "lint.inflected_form": (
        "「{piece}」は活用した形です。基本形で書いてください：{detail}",
        "“{piece}” is an inflected form; write the base form: {detail}",
    ),
    "lint.other_spelling": (
        "「{piece}」という表記はありません。ある表記：{detail}",
        "The spelling “{piece}” does not occur; these do: {detail}",
    ),
    "lint.inside_words": (
        "「{piece}」は単独の語としてはなく、ほかの語の一部です：{detail}",
        "“{piece}” is no word of its own here but a part of others: {detail}",
    ),
    "lint.cut_otherwise": (
        "「{piece}」は {detail} と区切られます。'{piece}' と書けば文字列として探せます。",
        "“{piece}” is cut as {detail}; as '{piece}' it is found as a string.",
    ),
    "lint.word_never": (
        "「{piece}」はどの回答にもありません。近い語：{detail}",
        "“{piece}” occurs in no answer; near it: {detail}",
    ),
    "lint.text_never": ("{piece} に当てはまる回答はありません。", "No answer fits {piece}."),
    "lint.cut_word": (
        "「{piece}」は辞書では {detail} と区切られるので、その並びを探します。",
        "The dictionary cuts “{piece}” as {detail}; that run of tokens is looked for.",
    ),
    "lint.unknown_variable": (
        "変数「{piece}」はありません。近いもの：{detail}",
        "There is no variable “{piece}”; near it: {detail}",
    ),
    "lint.unknown_value": (
        "値「{piece}」の回答はありません。近いもの：{detail}",
        "No answer has the value “{piece}”; near it: {detail}",
    ),
    "lint.unknown_heading": (
        "見出し「{piece}」はありません。近いもの：{detail}",
        "There is no heading “{piece}”; near it: {detail}",
    ),
    "lint.never_true": ("コード {piece} はどの回答にも付きません。", "No answer gets the code {piece}."),
    "lint.always_true": ("コード {piece} はすべての回答に付きます。", "Every answer gets the code {piece}."),
    # ---- codes
    "section.codes": ("回答ごとのコード", "Codes by answer"),
    "section.code_counts": ("コードの集計", "Codes"),
    "section.explain": ("コードの付いた理由", "Why an answer has its codes"),
    "section.lint": ("コーディングルールの点検", "Check of the code frame"),
    "column.codes": ("コード", "Codes"),
    "note.codes_mentions": (
        "{coded}{unit}から延べ{mentions}件（一つの回答に複数のコードが付くことがあります）。",
        "{coded} {unit} with {mentions} mentions in all (an answer may have several codes).",
    ),
    "note.codes_other": (
        "「その他」が{share}あります（目安は{most}まで）。当てはまるコードがないか、その他の回答を確認してください。",
        "{share} have no code (more than {most}); look through them for a code that is missing.",
    ),
    "note.lint_none": ("気になる点はありません。", "Nothing to report."),
    # ---- condensed lists
    "section.condensed": ("意見の一覧", "Statements"),
    "section.proposals": ("まとめの提案", "Proposed merges"),
    "section.opinions": ("件数と異なる意見の数", "Submissions and distinct opinions"),
    "column.group": ("番号", "Group"),
    "column.statement": ("意見", "Statement"),
    "column.other": ("似た意見", "Similar statement"),
    "column.others": ("ほかの書き方", "Other wordings"),
    "column.other_respondents": ("似た意見の回答者数", "Its respondents"),
    "column.score": ("近さ", "Likeness"),
    "column.confirmed": ("まとめる（はい／いいえ）", "Merge (yes/no)"),
    "column.proposed": ("まとめ先の提案", "Proposed with"),
    "column.submissions": ("件数", "Submissions"),
    "column.wordings": ("書き方の数", "Wordings"),
    "column.statements": ("意見の数", "Statements"),
    "column.opinions": ("提案をすべてまとめた数", "If all proposals are merged"),
    "column.repeated": ("同じ意見の繰り返し", "Repeated"),
    "column.repeated_share": ("繰り返しの割合", "Share repeated"),
    "column.answer_numbers": ("回答番号の一覧", "Answer nos."),
    "note.condensed": (
        "表記と文末の丁寧さだけが違う回答を一つにまとめ、回答者の数を示す。似ているが確認前の意見は「まとめの提案」に示す。",
        "Answers that differ in spelling and politeness only are one; what is proposed is not confirmed yet.",
    ),
    "lint.same_documents": (
        "コード {piece} と {detail} は、いつも同じ回答に付きます。",
        "The codes {piece} and {detail} always go to the same answers.",
    ),
    # ---- the review sheet
    "review.title": ("コードの確認・修正", "Review of codes"),
    "review.sheet": ("確認", "review"),
    "review.guide": ("使い方", "how to"),
    "review.key": ("照合キー", "key"),
    "review.sha": ("本文の照合キー", "key of the text"),
    "review.shown": ("表示の照合キー", "key of the row"),
    "review.answer": ("回答番号", "Answer no."),
    "review.respondent": ("回答者", "Respondent"),
    "review.question": ("設問", "Question"),
    "review.item": ("項目", "Item"),
    "review.text": ("回答", "Answer"),
    "review.why": ("この順の理由", "Why here"),
    "review.rules": ("ルールの判定", "What the rules say"),
    "review.coder": ("判定者", "Coder"),
    "review.date": ("日付", "Date"),
    "review.reason": ("理由・メモ", "Reason"),
    "review.why_none": ("コードなし", "no code"),
    "review.why_several": ("コードが複数", "several codes"),
    "review.why_one": ("コードが一つ", "one code"),
    "review.choose": ("1 か 0 を選んでください", "Choose 1 or 0"),
    "review.step_1": (
        "上から順に見てください。確認の効果が大きい順に並んでいます"
        "（コードなし、コードの多いもの、判定の不確かなもの）。",
        "Work from the top: rows stand in the order in which looking at them pays "
        "(no code, most codes, least certain).",
    ),
    "review.step_2": (
        "黄色い欄だけを使います。コードの欄はルールの判定（1＝付く、0＝付かない。0 は「·」と表示）で、"
        "違うところを選び直します。空にすると 0 です。",
        "Use only the yellow cells. A code's cell holds what the rules say (1 yes, 0 no, shown as ·); choose "
        "again where that is wrong. An emptied cell is 0.",
    ),
    "review.step_3": (
        "見終えた行には、変更がなくても判定者の名前を書いてください。"
        "名前のある行は、すべてのコードを人が決めた行として扱います。",
        "Write your name under Coder in every row that you have read, changed or not: such a row counts as "
        "decided by a person, all codes of it.",
    ),
    "review.step_4": (
        "日付は空でもかまいません（ファイルを保存した日になります）。理由は自由に書けます。",
        "The date may stay empty (then it is the day on which the file was saved). Reasons are free text.",
    ),
    "review.step_5": (
        "行の並べ替え・絞り込みはできますが、行全体を動かしてください。隠れた行と列は消さないでください。",
        "Rows may be sorted and filtered, but whole rows only. Do not delete the hidden row and columns.",
    ),
    "review.step_6": (
        "保存したら textmine apply で読み込みます。最後まで見なくてもかまいません。",
        "Save, then read it back with textmine apply. You need not reach the end.",
    ),
    # ---- corrections and agreement
    "corrections.overrides": ("人による修正", "Decided by people"),
    "corrections.agreement": ("一致度", "Agreement"),
    "corrections.disagreements": ("判定の食い違い", "Disagreements"),
    "agreement.why_constant": ("全員が同じ判定のため計算できない値があります", "all judgements are the same"),
    "agreement.why_nothing": ("二人以上が判定した回答がありません", "no answer was judged by two"),
    "corrections.gains": ("学習の効果", "Gain of learning"),
    "corrections.suggestions": ("学習による提案", "Suggestions"),
    "corrections.reviewed": (
        "確認済みの回答 {answers} 件、判定 {cells} か所、"
        "うちルールから変更 {changed} か所（判定者: {coders}）",
        "{answers} answers reviewed, {cells} cells decided, {changed} changed from the rules (by {coders})",
    ),
    "corrections.applied": (
        "学習の効果は正なので、提案を適用しました（F1 の増分 {gain}、95%区間 {low}〜{high}）",
        "The gain is positive: suggestions are applied (F1 {gain}, 95 % interval {low} to {high})",
    ),
    "corrections.held": (
        "学習の効果がないので、提案は適用していません（F1 の増分 {gain}、95%区間 {low}〜{high}）",
        "No gain: suggestions are not applied (F1 {gain}, 95 % interval {low} to {high})",
    ),
    "column.coder": ("判定者", "Coder"),
    "column.coders": ("判定者数", "Coders"),
    "column.kept": ("ルールのまま", "As the rules say"),
    "column.added": ("追加", "Added"),
    "column.removed": ("取消", "Removed"),
    "column.reviewed": ("確認済み", "Reviewed"),
    "column.cluster": ("クラスター", "Cluster"),
    "column.label": ("代表的な回答", "Representative answer"),
    "column.cohesion": ("凝集度", "Cohesion"),
    "column.stability": ("安定度", "Stability"),
    "column.k": ("クラスター数", "Clusters"),
    "column.largest": ("最大クラスターの割合", "Largest cluster"),
    "column.lowest": ("安定度の最小", "Lowest"),
    "column.highest": ("安定度の最大", "Highest"),
    "column.chosen": ("採用", "Chosen"),
    "column.overridden": ("人が変更したコード", "Codes changed by people"),
    "column.precision": ("ルールの適合率", "Precision of the rules"),
    "column.recall": ("ルールの再現率", "Recall of the rules"),
    "column.rule": ("ルールの判定", "Rule"),
    "column.suggested": ("提案", "Suggested"),
    "column.probability": ("確率", "Probability"),
    "column.gain": ("増分", "Gain"),
    "column.rules": ("ルール", "Rules"),
    "column.learnt": ("学習", "Learnt"),
    "column.kappa": ("Cohen の κ", "Cohen's kappa"),
    "column.alpha": ("Krippendorff の α", "Krippendorff's alpha"),
    "column.ac1": ("Gwet の AC1", "Gwet's AC1"),
    "column.agreement": ("一致率", "Agreement"),
    "section.keywords_chart": ("キーワードのグラフ", "Keywords as a chart"),
    "note.yes_merge": ("はい", "yes"),
    "note.no_merge": ("いいえ", "no"),
    "note.matrix": (
        "回答者数と、その値の母数（n）に対する割合。＋は多い、−は少ない"
        "（残差の検定、BH法で補正。一つは5%、二つは1%水準）。",
        "Respondents, and their share of the base (n) of the value. ＋ more, − fewer than expected "
        "(test of the residual, Benjamini–Hochberg; one sign 5 %, two 1 %).",
    ),
    # ---- the page: terms, condensed lists, cross tables
    "page.contents": ("この設問の内容", "On this question"),
    "page.answers_terms": ("{terms}の回答", "Answers: {terms}"),
    "page.open_terms": ("{terms}の回答を表示", "Show the answers: {terms}"),
    "page.term_word": ("「{word}」", "“{word}”"),
    "page.term_code": ("コード「{code}」", "code “{code}”"),
    "page.term_cluster": ("クラスター {number} ", "cluster {number}"),
    "page.term_value": ("{name}：{value}", "{name}: {value}"),
    "page.term_other": ("コードなし（その他）", "no code (other)"),
    "page.term_total": ("いずれかのコードのある人", "any code"),
    "page.term_nonanswer": ("非回答", "no answer"),
    "page.term_join": (" × ", " × "),
    "page.legend_fired": ("色の付いた箇所がコードの根拠", "Marked: what gave the code"),
    "page.unfiltered": ("（この表は絞り込み前の数）", "(this table is not filtered)"),
    "page.of_submissions": ("（{count} 件）", " ({count} submissions)"),
    "page.others": ("ほかの書き方 {count}", "{count} other wordings"),
    "page.more_statements": ("さらに {count} 件の意見を表示", "Show {count} more statements"),
    "page.item_base": (
        "母数 {base} {unit}、提出 {submissions} 件、異なる意見 {statements} 件"
        "（提案をすべてまとめると {opinions} 件）",
        "Base {base} {unit}; {submissions} submissions; {statements} distinct opinions ({opinions} if all "
        "proposals are merged)",
    ),
    "page.proposals": ("まとめの提案 {count} 件（確認前）", "{count} proposed merges, not confirmed"),
    "page.matrix_note": (
        "回答者数と、その値の母数（n）に対する割合。＋は多い、−は少ない"
        "（残差の検定、BH法で補正。一つは5%、二つは1%水準）。"
        "数を選ぶと回答が出ます（矢印キーで隣へ）。",
        "Respondents, and their share of the base (n) of the value. ＋ more, − fewer than expected "
        "(test of the residual, Benjamini–Hochberg; one sign 5 %, two 1 %). "
        "A number opens its answers (arrow keys move).",
    ),
    "page.missing": (
        "この属性の記入がない {count} {unit} は含まない。",
        " {count} {unit} without this attribute are left out.",
    ),
    "page.small": ("（少数）", " (small)"),
    "page.test": ("検定", "Test"),
    "page.no_blank": ("無記入の回答者は一覧に出ません。", "Who left it blank is not listed."),
    "page.tests": ("検定 {count} 件", "{count} tests"),
    # ---- network, map, tree and clouds per group
    "figure.network_guide": (
        "同じ回答に現れる語を線で結ぶ。円などの面積＝回答者数、線の太さ＝Jaccard係数、色と形＝語のまとまり。"
        "位置と距離に意味はない。",
        "Lines join words of the same answers. Area: respondents; line width: Jaccard coefficient; colour "
        "and shape: community. Position and distance have no meaning.",
    ),
    "figure.network_area": ("回答者数", "respondents"),
    "figure.network_width": ("Jaccard係数", "Jaccard"),
    "figure.network_between": ("まとまりをまたぐ線", "between communities"),
    "figure.network_foot": (
        "{words}語を{lines}本の線で結ぶ（表のうち線のない{words_left}語と線にしない{pairs_left}組は省略）；"
        "まとまりはLouvain法",
        "{words} words joined by {lines} lines ({words_left} words without a line and {pairs_left} further "
        "pairs of the table are left out); communities by the Louvain method",
    ),
    "figure.map_guide": (
        "原点から見て同じ方向にある語と{attribute}の値は結びつきが強い。原点から遠いほど特徴が強く、"
        "近い語はどの層にも共通。",
        "Words and values of {attribute} in the same direction from the origin go together; the farther out, "
        "the more distinctive. Words near the origin are common to all.",
    ),
    "figure.map_guide_line": (
        "右または左の同じ側にある語と{attribute}の値は結びつきが強い。中央に近い語はどの層にも共通。",
        "Words and values of {attribute} on the same side go together; words near the middle are common to "
        "all.",
    ),
    "figure.map_axis": ("第{dimension}次元（慣性の{share}）", "Dimension {dimension} ({share} of inertia)"),
    "figure.map_words": ("語（面積＝回答者数）", "word (area: respondents)"),
    "figure.map_unlabelled": ("語名を省いた点{count}（{words}）", "{count} dots without a label ({words})"),
    "figure.map_method": ("対応分析（主座標）", "correspondence analysis (principal coordinates)"),
    "figure.tree_guide": (
        "左のほうで早く結ばれるものほど似ている。破線で切ると{clusters}つのまとまりになる。",
        "What is joined early (left) is alike. Cut at the dashed line there are {clusters} groups.",
    ),
    "figure.tree_guide_plain": (
        "左のほうで早く結ばれるものほど似ている。",
        "What is joined early (left) is alike.",
    ),
    "figure.tree_height": ("結合距離", "distance at which they join"),
    "figure.tree_folded": (
        "{leaves}件を{shown}枝にまとめて表示（「ほかn」は同じ枝のほかの件数）",
        "{leaves} leaves folded into {shown} branches (“+n”: others of the branch)",
    ),
    "figure.tree_more": ("{feature}（ほか{count}）", "{feature} (+{count})"),
    "figure.wordclouds_guide": (
        "文字の大きさ＝その語を書いた回答者の割合（どの図も同じ縮尺）。濃い字＝その層だけの上位語、"
        "灰色＝ほかの層でも上位の語。",
        "Letter size: share of respondents who wrote the word, in one scale for all clouds. Dark: among the "
        "first words of that group only; grey: of other groups too.",
    ),
    "figure.wordclouds_guide_one": (
        "文字の大きさ＝その語を書いた回答者の割合。",
        "Letter size: share of respondents who wrote the word.",
    ),
    "figure.wordclouds_foot": (
        "各{top}語まで、最大は{word}（{share}）",
        "up to {top} words each; the largest is {word} ({share})",
    ),
    "figure.wordclouds_unplaced": ("入りきらなかった語：{words}", "not placed: {words}"),
    "figure.comparison_guide": (
        "各語は、ほかの層より最も多く書いた層に置く。文字の大きさ＝その層とほかの層の{measure}、"
        "濃い字＝5%水準で有意（BH法）、灰色＝有意でない。",
        "Each word stands with the group that over-uses it most. Letter size: {measure} of the group to the "
        "rest; coloured: significant at 5 % (Benjamini–Hochberg), grey: not.",
    ),
    "figure.measure_difference": ("割合の差", "difference in share"),
    "figure.measure_log_likelihood": ("対数尤度比", "log-likelihood ratio"),
    "figure.comparison_foot": (
        "各{top}語まで、最大は{word}（{value}）",
        "up to {top} words each; the largest is {word} ({value})",
    ),
    "figure.comparison_points": ("{value}ポイント", "{value} points"),
    "figure.comparison_none": ("多く使う語はない", "no over-used word"),
    "figure.group_base": ("n={base}", "n={base}"),
    "figure.separator": ("；", "; "),
    # ---- sentences of comparisons
    "compare.part": ("{share}、{count}/{base}{unit}", "{share}, {count}/{base}{unit}"),
    "compare.people": ("{count}{unit}", "{count}{unit}"),
    "compare.other_question": ("もう一方の設問の回答", "an answer to the other question"),
    "compare.no_code": ("コードなし", "no code"),
    "compare.small": ("、母数が少ないため参考値", ", small base"),
    "compare.and_others": ("{text}など", "{text} and others"),
    "compare.cell": (
        "{value}（{part}、調整済み残差 {residual}{small}）",
        "{value} ({part}, adjusted residual {residual}{small})",
    ),
    "compare.missing": (
        "、{attribute}の回答がない{missing}{unit}を除く",
        "; {missing}{unit} without {attribute} left out",
    ),
    "compare.missing_several": (
        "、{attribute}の回答がない、または複数ある{missing}{unit}を除く",
        "; {missing}{unit} with no or several values of {attribute} left out",
    ),
    "compare.missing_other": (
        "、{attribute}のない{missing}{unit}を除く",
        "; {missing}{unit} without {attribute} left out",
    ),
    "compare.v": (
        "クラメールのV = {v}［95%信頼区間 {low}–{high}］",
        "Cramér's V = {v} [95% CI {low}–{high}]",
    ),
    "compare.v_alone": ("クラメールのV = {v}", "Cramér's V = {v}"),
    "compare.chi_square": (
        "χ²({degrees}) = {statistic}、{p}（BH補正）、{v}{missing}",
        "χ²({degrees}) = {statistic}, {p} (BH-adjusted), {v}{missing}",
    ),
    "compare.fisher": (
        "Fisherの正確確率検定 {p}（BH補正）、{v}{missing}",
        "Fisher's exact test {p} (BH-adjusted), {v}{missing}",
    ),
    "compare.fisher_monte_carlo": (
        "Fisher–Freeman–Haltonの正確確率検定（モンテカルロ法）{p}（BH補正）、{v}{missing}",
        "Fisher–Freeman–Halton exact test (Monte Carlo) {p} (BH-adjusted), {v}{missing}",
    ),
    "compare.differs": (
        "「{feature}」を挙げた回答者の割合には、{attribute}による差が認められた（全体{whole}、{test}）。",
        "The share of respondents who mention “{feature}” differs by {attribute} (overall {whole}; {test}).",
    ),
    "compare.same": (
        "「{feature}」を挙げた回答者の割合に、{attribute}による統計的に有意な差は認められなかった"
        "（全体{whole}、{test}）。",
        "No difference by {attribute} was found in the share of respondents who mention “{feature}” "
        "(overall {whole}; {test}).",
    ),
    "compare.same_but": (
        "値ごとの検定では{cells}が他と異なるが、全体の検定が有意でないため参考にとどまる。",
        "Taken one by one, {cells} stands out, but as the overall test does not, this is only a hint.",
    ),
    "compare.weak": ("ただし差の程度は小さい（V < .10）。", "The difference is small, though (V < .10)."),
    "compare.high": ("ほかより高いのは{cells}である。", "It is higher than elsewhere in {cells}."),
    "compare.low": ("ほかより低いのは{cells}である。", "It is lower than elsewhere in {cells}."),
    "compare.high_low": (
        "ほかより高いのは{high}、低いのは{low}である。",
        "It is higher than elsewhere in {high}, and lower in {low}.",
    ),
    "compare.unclear": (
        "どの値で異なるかは、値ごとの検定（BH補正）では特定できなかった。",
        "Which values differ could not be told by tests of single values (BH-adjusted).",
    ),
    "compare.option_more": (
        "「{feature}」を挙げた回答者の割合は、{attribute}で「{value}」に該当する回答者（{part}）のほうが、"
        "該当しない回答者（{rest}）より高い（{test}{small}）。",
        "“{feature}” is mentioned by more of the respondents with “{value}” in {attribute} ({part}) than of "
        "those without ({rest}; {test}{small}).",
    ),
    "compare.option_less": (
        "「{feature}」を挙げた回答者の割合は、{attribute}で「{value}」に該当する回答者（{part}）のほうが、"
        "該当しない回答者（{rest}）より低い（{test}{small}）。",
        "“{feature}” is mentioned by fewer of the respondents with “{value}” in {attribute} ({part}) than of "
        "those without ({rest}; {test}{small}).",
    ),
    "compare.option_same": (
        "「{feature}」を挙げた回答者の割合に、{attribute}で「{value}」に該当する回答者（{part}）と"
        "該当しない回答者（{rest}）とで統計的に有意な差は認められなかった（{test}{small}）。",
        "No difference was found in the share of respondents who mention “{feature}” between those with "
        "“{value}” in {attribute} ({part}) and those without ({rest}; {test}{small}).",
    ),
    "compare.no_base": (
        "{attribute}の分かる回答者がいないため、「{feature}」の差は検定していない。",
        "Not tested for “{feature}”: no respondent has {attribute}.",
    ),
    "compare.nobody": (
        "{attribute}の分かる回答者{people}のうち「{feature}」を挙げた人はなく、差は検定していない。",
        "Not tested: none of the {people} respondents with {attribute} mentions “{feature}”.",
    ),
    "compare.everybody": (
        "{attribute}の分かる回答者{people}の全員が「{feature}」を挙げており、差は検定していない。",
        "Not tested: all {people} respondents with {attribute} mention “{feature}”.",
    ),
    "compare.one_value": (
        "{attribute}の値が一つしかないため、「{feature}」の差は検定していない。",
        "Not tested for “{feature}”: {attribute} has one value only.",
    ),
    "compare.one_side": (
        "{attribute}が分かる回答者の全員が「{value}」に該当するため、「{feature}」の差は検定していない。",
        "Not tested for “{feature}”: every respondent with {attribute} has “{value}”.",
    ),
    # ---- documents and slides
    "document.source": ("出典：{files}{question}", "Source: {files} {question}"),
    "document.asked": ("調査の概要", "What was asked"),
    "document.asked_caption": ("設問と回答者（{unit}）", "Questions and who answered them ({unit})"),
    "document.total": ("回答者全体", "All"),
    "document.base": ("内容のある回答（母数）", "With content (base)"),
    "document.kinds": ("内容のない回答", "Answers without content"),
    "document.base_note": (
        "以下の割合は、内容のある回答をした回答者（母数）に対するもの。",
        "Shares below are of the respondents with a substantive answer (the base).",
    ),
    "document.nothing": ("表や図はまだない。", "There are no tables or figures yet."),
    "document.after_number": ("　", ". "),
    "document.of": ("{about}の{what}", "{what}: {about}"),
    "document.by": ("（{attribute}）", " (by {attribute})"),
    "document.n": ("（母数 {base}）", " (base: {base})"),
    "document.keyword_heading": ("キーワード（n {unit}）", "Keyword (n {unit})"),
    "document.item_heading": ("項目（n {unit}）", "Item (n {unit})"),
    "document.no_words": ("数えられる語はない。", "There are no words to count."),
    "document.where": ("report.xlsx の「{sheet}」のシート", "the sheet “{sheet}” of report.xlsx"),
    "document.left_out": (
        "ほか {count} 件は省いた。全体は{where}にある。",
        "{count} more are left out; all are in {where}.",
    ),
    "document.more_words": (
        "ほかの {count} 語と回答者数は{where}にある。",
        "A further {count} words with their counts are in {where}.",
    ),
    "document.categories": ("分類", "Categories"),
    "document.definition_quotes": ("定義と回答の例", "Definition and examples"),
    "document.quotes_note": (
        "一人の回答に二つ以上の分類が付くことがある。回答の例は、ほかの分類が少なく短いものを決まった順に選んだ。",
        "An answer may have several categories. Examples are chosen by rule: few other categories, short.",
    ),
    "document.condensed": ("具体的な内容", "What was said"),
    "document.clusters": ("似た回答のまとまり", "Groups of similar answers"),
    "document.clusters_note": (
        "まとまりは文面の近さで機械的に分けたもの。分類の下書きであり、結論ではない。",
        "Groups are made by likeness of wording: a draft of categories, not a finding.",
    ),
    "document.cluster_words": ("特徴的な語", "Telling words"),
    "document.words": ("キーワード", "keywords"),
    "document.figures": ("図", "Figures"),
    "document.codes": ("分類", "categories"),
    "document.compared_codes": ("分類と属性", "Categories by attribute"),
    "document.compared_words": ("キーワードと属性", "Keywords by attribute"),
    "document.compared_caption": ("{attribute}別の{kind}", "By {attribute}: {kind}"),
    "document.part": ("（{number}/{count}）", " ({number}/{count})"),
    "document.same_tests": (
        "ほか {count} 件の検定では、{attribute}による統計的に有意な差は認められなかった。",
        "In {count} further tests no difference by {attribute} was found.",
    ),
    "document.no_difference": (
        "{attribute}による統計的に有意な差は認められなかった（検定 {count} 件）。",
        "No difference by {attribute} was found ({count} tests).",
    ),
    "document.appendix": ("付録　設定と版", "Appendix: settings and versions"),
    "document.template": ("書式：{template}", "Template: {template}"),
    "document.template_lacks": (
        "書式のファイルにないスタイルは既定のものを使った：{styles}",
        "Styles that the template lacks, taken from the usual ones: {styles}",
    ),
    # slides
    "slide.base": ("母数 {base}", "Base: {base}"),
    "slide.separator": ("　", "  ·  "),
    "slide.part": ("（{number}/{count}）", " ({number}/{count})"),
    "slide.stop": ("。", "."),
    "slide.cut": ("「…」で略した欄 {count}", "{count} texts cut short (…)"),
    "slide.question": (
        "{number}　{question}（内容のある回答 {base}）",
        "{number}  {question} ({base} with content)",
    ),
    "slide.keywords": (
        "{about}で最も多く使われた語は「{word}」：{respondents}（{share}）",
        "The word used most in {about} is “{word}”: {respondents} ({share})",
    ),
    "slide.share": ("割合は母数に占める回答者の割合", "Share of the base"),
    "slide.more_words": ("ほかに{count}語", "{count} more words"),
    "slide.more_codes": ("ほかに{count}分類", "{count} more categories"),
    "slide.more_rows": ("ほかに{count}件（report.xlsx）", "{count} more in report.xlsx"),
    "slide.several": ("一人が複数の分類に入ることがある", "An answer may fit several categories"),
    "slide.uses": ("{about}で、語はどう使われたか", "How words are used in {about}"),
    "slide.codes": (
        "{about}で最も多い分類は「{code}」：{respondents}（{share}）",
        "The largest category in {about} is “{code}”: {respondents} ({share})",
    ),
    "slide.categories": ("{about}の分類と回答の例", "Categories of {about} with an answer each"),
    "slide.wordcloud": ("{about}でよく使われた語", "Words used in {about}"),
    "slide.wordclouds": (
        "{attribute}別に見た、{about}でよく使われた語",
        "Words used in {about}, by {attribute}",
    ),
    "slide.comparison_cloud": (
        "{attribute}別に見た、{about}に特徴的な語",
        "Words that set the groups of {attribute} apart in {about}",
    ),
    "slide.keyness": (
        "{attribute}によって差のある語（{about}）",
        "Words that {attribute} makes a difference to in {about}",
    ),
    "slide.network": ("{about}で一緒に使われた語", "Words used together in {about}"),
    "slide.map": ("{about}の語と{attribute}の対応", "Words of {about} and {attribute} on a map"),
    "slide.tree": ("{about}の語のまとまり", "Which words of {about} go together"),
    "slide.changes": ("{about}で最も変わったのは「{word}」", "“{word}” changed most in {about}"),
    "slide.condensed": ("{about}の具体的な内容", "What was said in {about}"),
    "slide.clusters": ("{about}の似た回答のまとまり", "Groups of similar answers in {about}"),
    "document.version": ("版・ハッシュ値", "Version or hash"),
    "section.method": ("方法", "Method"),
    # ---- comparisons: sections, columns, values
    "section.clusters": ("回答ごとのクラスター", "Clusters by answer"),
    "section.cluster_summary": ("クラスター", "Clusters"),
    "section.k_curve": ("クラスター数と安定度", "Number of clusters and stability"),
    "section.crosstab_words": ("クロス集計（語）", "Crosstab of words"),
    "section.crosstab_words_tests": ("クロス集計（語）の検定", "Tests of the crosstab of words"),
    "section.crosstab_codes": ("クロス集計（コード）", "Crosstab of codes"),
    "section.crosstab_codes_tests": ("クロス集計（コード）の検定", "Tests of the crosstab of codes"),
    "section.distinctive": ("特徴語", "Distinctive words"),
    "section.cooccurrence": ("共起", "Co-occurrence"),
    "section.correspondence": ("対応分析", "Correspondence analysis"),
    "section.correspondence_inertia": ("対応分析の慣性", "Inertia of the correspondence analysis"),
    "section.feature_tree": ("語の階層クラスター（結合）", "Tree of words: joins"),
    "section.feature_leaves": ("語の階層クラスター（語）", "Tree of words: leaves"),
    "section.changes": ("変化", "Changes"),
    "section.closed_options": ("選択肢と自由記述", "Options ticked and written"),
    "section.bars_words": ("語の棒グラフ", "Words as bars"),
    "section.bars_codes": ("コードの棒グラフ", "Codes as bars"),
    "section.heatmap_words": ("ヒートマップ（語）", "Heat map of words"),
    "section.heatmap_codes": ("ヒートマップ（コード）", "Heat map of codes"),
    "section.stacked_codes": ("積み上げ棒グラフ（コード）", "Codes as stacked bars"),
    "section.grouped_codes": ("属性別の棒グラフ（コード）", "Codes by group as bars"),
    "section.network": ("共起ネットワーク", "Co-occurrence network"),
    "section.map": ("対応分析の図", "Map of the correspondence analysis"),
    "section.tree": ("語の樹形図", "Tree of words"),
    "section.wordclouds": ("属性別のワードクラウド", "Word clouds by group"),
    "section.comparison_cloud": ("比較ワードクラウド", "Comparison cloud"),
    "section.keyness": ("特徴語の図", "Keyness"),
    "section.timeline": ("推移", "Timeline"),
    "section.not_drawn": ("描けなかった図", "Figures that could not be drawn"),
    "section.maskings": ("伏せた箇所", "What was hidden"),
    "column.attribute": ("属性", "Attribute"),
    "column.feature": ("語・コード", "Word or code"),
    "column.expected": ("期待度数", "Expected"),
    "column.residual": ("調整済み残差", "Adjusted residual"),
    "column.mark": ("多い（＋）・少ない（−）", "More (+), fewer (-)"),
    "column.small": ("母数が少ない", "Small base"),
    "column.missing": ("属性の記入なし", "Without the attribute"),
    "column.test": ("検定", "Test"),
    "column.statistic": ("検定統計量", "Statistic"),
    "column.p_holm": ("p値（Holm法）", "p (Holm)"),
    "column.p_bh": ("p値（BH法）", "p (Benjamini–Hochberg)"),
    "column.cramers_v": ("クラメールのV", "Cramér's V"),
    "column.v_low": ("V 95%信頼区間 下限", "V, 95% interval, low"),
    "column.v_high": ("V 95%信頼区間 上限", "V, 95% interval, high"),
    "column.smallest_expected": ("最小の期待度数", "Smallest expected"),
    "column.sentence": ("結果の文", "In words"),
    "column.rest_respondents": ("ほかの値の回答者数", "Respondents elsewhere"),
    "column.rest_base": ("ほかの値の母数", "Base elsewhere"),
    "column.rest_share": ("ほかの値での割合", "Share elsewhere"),
    "column.log_likelihood": ("対数尤度比", "Log-likelihood"),
    "column.difference": ("割合の差", "Difference of shares"),
    "column.difference_low": ("差の95%信頼区間 下限", "Difference, 95% interval, low"),
    "column.difference_high": ("差の95%信頼区間 上限", "Difference, 95% interval, high"),
    "column.ratio": ("割合の比", "Ratio of shares"),
    "column.ratio_low": ("比の95%信頼区間 下限", "Ratio, 95% interval, low"),
    "column.ratio_high": ("比の95%信頼区間 上限", "Ratio, 95% interval, high"),
    "column.other_kind": ("相手の種類", "Kind of the other"),
    "column.both": ("両方の回答者数", "Respondents with both"),
    "column.dice": ("Dice係数", "Dice"),
    "column.simpson": ("Simpson係数", "Simpson"),
    "column.cosine": ("コサイン", "Cosine"),
    "column.dimension": ("次元", "Dimension"),
    "column.inertia": ("慣性", "Inertia"),
    "column.cumulative_share": ("累積の割合", "Cumulative share"),
    "column.leaf": ("番号", "Leaf"),
    "column.clusters": ("クラスター数", "Clusters"),
    "column.wave": ("時点", "Wave"),
    "column.option": ("選択肢", "Option"),
    "column.figure": ("図", "Figure"),
    "column.heading": ("見出し", "Heading"),
    "column.dimension_1": ("第1次元", "Dimension 1"),
    "column.dimension_2": ("第2次元", "Dimension 2"),
    "column.contribution_1": ("寄与率1", "Contribution 1"),
    "column.contribution_2": ("寄与率2", "Contribution 2"),
    "column.squared_cosine_1": ("平方余弦1", "Squared cosine 1"),
    "column.squared_cosine_2": ("平方余弦2", "Squared cosine 2"),
    "column.cooccurrence.other": ("相手の語・コード", "The other"),
    "column.cooccurrence.other_respondents": ("相手の回答者数", "Respondents of the other"),
    "column.cooccurrence.kind": ("種類", "Kind"),
    "column.correspondence.kind": ("種類", "Kind"),
    "column.feature_tree.left": ("左の枝", "Left"),
    "column.feature_tree.right": ("右の枝", "Right"),
    "column.feature_tree.height": ("結合の高さ", "Height"),
    "column.feature_tree.size": ("語の数", "Words"),
    "kind.word": ("語", "word"),
    "kind.code": ("コード", "code"),
    "kind.value": ("属性の値", "value"),
    "kind.feature": ("語・コード", "word or code"),
    "test.chi_square": ("カイ2乗検定", "chi-square"),
    "test.fisher": ("Fisherの正確検定", "Fisher's exact test"),
    "test.fisher_monte_carlo": ("Fisherの正確検定（モンテカルロ）", "Fisher's exact test (Monte Carlo)"),
    "test.none": ("検定なし", "none"),
    # ---- masking and the method section
    "column.masking": ("伏せたもの", "What was hidden"),
    "masking.email": ("メールアドレス", "e-mail addresses"),
    "masking.url": ("URL", "URLs"),
    "masking.handle": ("SNSなどのアカウント名", "account names"),
    "masking.account": ("口座番号", "bank account numbers"),
    "masking.card": ("カード番号", "card numbers"),
    "masking.my_number": ("マイナンバー", "Individual Numbers"),
    "masking.phone": ("電話番号", "telephone numbers"),
    "masking.postal_code": ("郵便番号", "postal codes"),
    "masking.address": ("住所", "postal addresses"),
    "masking.number": ("その他の長い番号", "other long numbers"),
    "masking.person": ("人名", "persons' names"),
    "note.not_drawn": (
        "{rows} 行のうち、無作為に選んだ {drawn} 人の回答者だけを読みました（乱数の種 {seed}）。"
        "全員を読むには設定 survey.sample を 0 にしてください。",
        "Of {rows} rows those of {drawn} respondents were read, drawn at random (seed {seed}). "
        "To read all, set survey.sample to 0.",
    ),
    "note.masking": (
        "メールアドレス、URL、電話番号、郵便番号、住所、口座・カードなどの番号、人名を●●●に置き換えま"
        "した（件数は下の表、元の文字は確認用の別ファイルだけにあります）。書き方の型と辞書による自動"
        "の判定なので、見落としがありえます。とくに、敬称も肩書もない姓（地名や普通の言葉と同じ姓など"
        "）、辞書にない名前、ローマ字の名前、勤務先や出来事の記述から本人が推測できる場合は伏せられま"
        "せん。個人でないもの（歴史上の人物、作品や番組の名前に含まれる人名など）を伏せることもありま"
        "す。公表の前に、必ず人の目で確かめてください。伏せたくない語は強制抽出語に登録してください。",
        "E-mail addresses, URLs, telephone numbers, postal codes and addresses, numbers of accounts "
        "and cards, and persons' names were replaced by ●●● (counts below; the original characters "
        "are only in a separate file for review). This is automatic, by form and dictionary, so some "
        "may be missed: above all surnames without a title (those that are places or common words "
        "too), names that the dictionary does not know, names in Latin letters, and persons who can "
        "be recognised by what is told about them. Some of what was hidden is no private person "
        "(figures of history, names within titles of works). Have a person read the texts before "
        "they are published. Words that must stay are put into the list of forced words.",
    ),
    "method.reference": ("{authors} ({year}). {title}. {place}.", "{authors} ({year}). {title}. {place}."),
    "method.and": ("、", ", "),
    "method.quoted": ("「{text}」", "“{text}”"),
    "method.hashed": ("{file}（SHA-256 {sha}…）", "{file} (SHA-256 {sha}…)"),
    "method.h_data": ("データ", "Data"),
    "method.h_kinds": ("分析から除いた回答", "Answers left out"),
    "method.h_masking": ("個人情報の伏せ字", "Masking"),
    "method.h_words": ("語への分割", "Words"),
    "method.h_counting": ("数え方", "Counting"),
    "method.h_negation": ("否定", "Negation"),
    "method.h_evidence": ("用例", "Evidence"),
    "method.h_codes": ("コーディング", "Codes"),
    "method.h_condense": ("意見の集約", "Condensed statements"),
    "method.h_clusters": ("クラスター", "Clusters"),
    "method.h_compare": ("比較", "Comparisons"),
    "method.h_together": ("共起・対応分析", "Co-occurrence and correspondence analysis"),
    "method.h_figures": ("図", "Figures"),
    "method.h_settings": ("設定", "Settings"),
    "method.h_software": ("ソフトウェア", "Software"),
    "method.h_references": ("文献", "References"),
    "method.file": ("{file}（{rows}行、SHA-256 {sha}…）", "{file} ({rows} rows, SHA-256 {sha}…)"),
    "method.file_encoded": (
        "{file}（{rows}行、文字コード {encoding}、SHA-256 {sha}…）",
        "{file} ({rows} rows, encoding {encoding}, SHA-256 {sha}…)",
    ),
    "method.data_files": ("分析に用いたのは{files}である。", "The data are {files}."),
    "method.data_sampled": (
        "行数が多いため、{drawn}人の回答者を無作為に抽出した（乱数の種{seed}）。",
        "Of so many rows, those of {drawn} respondents drawn at random were read (seed {seed}).",
    ),
    "method.data_respondents": (
        "回答者は{respondents}である。",
        "There are {respondents} respondents.",
    ),
    "method.data_questions": (
        "自由記述の設問{count}問（{questions}）を分析した。",
        "The free-text questions analysed are {count}: {questions}.",
    ),
    "method.kind": ("{kind} {respondents}", "{kind} {respondents}"),
    "method.kinds_rule": (
        "「特になし」「わからない」など内容を述べていない回答は、回答全体が定型の言い回しの一覧に一致"
        "するかどうかで判別し、分析から除いた。割合の母数は、内容のある回答をした回答者の数である。",
        "Answers that say nothing (such as 特になし, わからない) were told by whether the whole "
        "answer matches a list of fixed expressions, and were left out. Shares are of the "
        "respondents with a substantive answer.",
    ),
    "method.kinds_question": (
        "{question}では、内容のある回答をしたのは{base}で、除いたのは{kinds}である。",
        "To {question}, {base} respondents gave a substantive answer; left out: {kinds}.",
    ),
    "method.kinds_none": (
        "{question}では、内容のある回答をしたのは{base}である。",
        "To {question}, {base} respondents gave a substantive answer.",
    ),
    "method.masking": (
        "分析の前に、個人を特定しうる箇所（メールアドレス、URL、電話番号、郵便番号、住所、口座・カー"
        "ドなどの番号、人名）を書き方の型と辞書の固有名詞の情報により検出し、同じ長さの記号に置き換え"
        "た。",
        "Before the analysis, what may identify a person (e-mail addresses, URLs, telephone numbers, "
        "postal codes and addresses, numbers of accounts and cards, names) was found by its form and "
        "by the dictionary's proper nouns, and replaced by a mark of fixed length.",
    ),
    "method.masking_counts": ("置き換えた箇所は、{counts}である。", "Replaced were: {counts}."),
    "method.masking_nothing": ("該当する箇所はなかった。", "Nothing of the kind was found."),
    "method.masked": ("{kind} {count}件", "{kind} {count}"),
    "method.words_normal": (
        "回答文は、全角・半角などの文字の違いをそろえたうえで語に分割した。",
        "Answers were brought to one spelling of characters (full and half width and the like) and "
        "cut into words.",
    ),
    "method.words_unidic": (
        "形態素解析にはMeCab（Kudo et al., 2004）と辞書 {dictionary}（UniDic: Den et al., 2008）を用いた。",
        "Morphemes are those of MeCab (Kudo et al., 2004) with the dictionary {dictionary} (UniDic: "
        "Den et al., 2008).",
    ),
    "method.words_ipadic": (
        "形態素解析にはMeCab（Kudo et al., 2004）と辞書 {dictionary}（浅原・松本, 2003）を、表記の統"
        "一にはunidic-lite（Den et al., 2008）の語彙素を用いた。",
        "Morphemes are those of MeCab (Kudo et al., 2004) with the dictionary {dictionary} "
        "(浅原・松本, 2003); spellings are brought together by the lemmas of unidic-lite (Den et "
        "al., 2008).",
    ),
    "method.words_fugashi": (
        "MeCabはfugashi {version}（McCann, 2020）を通じて使用した。",
        "MeCab was called through fugashi {version} (McCann, 2020).",
    ),
    "method.words_pos": (
        "形態素は規則により語（従業員、取引先など）と複合名詞にまとめ、品詞が{pos}である語をキーワー"
        "ドの候補とした。",
        "By rules, morphemes were joined to words (従業員, 取引先) and compound nouns; keywords are "
        "words of these parts of speech: {pos}.",
    ),
    "method.words_fragment": (
        "{minimum}回以上現れる語で、出現の{share}以上が一つの複合名詞の中であるものは、その複合名詞と"
        "して示した。",
        "A word of {minimum} or more occurrences of which {share} or more are within one compound "
        "noun is shown as that compound.",
    ),
    "method.lexicon_counts": (
        "強制抽出語{forced}語、同義語{synonyms}組、ストップワード{stopwords}語を用いた。",
        "The lists hold {forced} forced words, {synonyms} pairs of synonyms and {stopwords} stop words.",
    ),
    "method.lexicon_files": ("用いた語のリストは{files}である。", "The lists of words used are {files}."),
    "method.counting": (
        "一人の回答者が同じ語やコードを何度書いても1と数えた。",
        "However often a respondent wrote a word or was given a code, they count once.",
    ),
    "method.wilson": (
        "割合の95%信頼区間はWilson（1927）のスコア区間である。",
        "95 % intervals of shares are score intervals (Wilson, 1927).",
    ),
    "method.unit_word": (
        "数える単位は語で、複合名詞の中の語（個人情報の情報）も数えた。",
        "The unit is the word; words within a compound noun (情報 in 個人情報) are counted too.",
    ),
    "method.unit_compound": (
        "数える単位は最も長い複合名詞である。",
        "The unit is the longest compound noun.",
    ),
    "method.minimum": (
        "表には{minimum}以上が書いた語を載せた。",
        "Words that {minimum} or more respondents wrote are listed.",
    ),
    "method.question_words": ("{question} {count}語", "{question} {count}"),
    "method.listed": ("表に載せた語の数は、{listed}である。", "The numbers of words listed are: {listed}."),
    "method.negation": (
        "否定（「ない」「ず」など）の及ぶ語は、品詞の並びの規則により判定した。",
        "Which words are negated (ない, ず and others) was decided by rules over sequences of parts "
        "of speech.",
    ),
    "method.negation_together": (
        "語の回答者数には否定された用法も含め、出現のうち否定されたものの割合を併記した。",
        "Counts of a word include its negated uses; the share of occurrences that are negated is "
        "given beside it.",
    ),
    "method.negation_apart": (
        "否定された用法は、もとの語とは別の行として数えた。",
        "Negated uses of a word are counted in a row of their own.",
    ),
    "method.evidence": (
        "回答者数の多い{top}語について、{minimum}以上が書いた長い語と言い回し、および回答の引用"
        "（語ごとに{quotes}件まで、{shortest}～{longest}字）を用例として示した。",
        "For the first {top} words, longer words and phrases of {minimum} or more respondents and "
        "quotations (up to {quotes} a word, of {shortest} to {longest} characters) are shown.",
    ),
    "method.codes": (
        "回答は、語の組み合わせの条件を書いたコードフレーム（KH "
        "Coderのコーディングルールに準じた書式: 樋口, 2020）により自動でコード化した。一つの回答が複"
        "数のコードをもつことがある。",
        "Answers were coded automatically by a code frame, conditions on combinations of words "
        "(written much as the coding rules of KH Coder: 樋口, 2020). An answer may have several "
        "codes.",
    ),
    "method.frame": (
        "{question}にはコードフレーム{frame}（コード{codes}個）を用いた。",
        "For {question} the code frame is {frame} ({codes} codes).",
    ),
    "method.frame_hashed": (
        "{question}にはコードフレーム{frame}（コード{codes}個、SHA-256 {sha}…）を用いた。",
        "For {question} the code frame is {frame} ({codes} codes, SHA-256 {sha}…).",
    ),
    "method.without_code": (
        "どのコードにも当てはまらなかった回答者は{respondents}（{share}）である。",
        "{respondents} respondents ({share}) have no code.",
    ),
    "method.code_unit": ("コードを与える単位は{unit}である。", "What is given codes is {unit}."),
    "method.codes.answer": ("回答", "an answer"),
    "method.codes.sentence": ("文", "a sentence"),
    "method.codes.paragraph": ("段落", "a paragraph"),
    "method.codes.heading1": ("見出し1", "a heading of level 1"),
    "method.codes.heading2": ("見出し2", "a heading of level 2"),
    "method.codes.heading3": ("見出し3", "a heading of level 3"),
    "method.codes.heading4": ("見出し4", "a heading of level 4"),
    "method.codes.heading5": ("見出し5", "a heading of level 5"),
    "method.khcoder": (
        "規則の照合は、KH Coderと同じく原文の文字に対して行った。",
        "Rules were matched against the original characters, as KH Coder does.",
    ),
    "method.overrides": (
        "人が確認した回答では、その判定（{file}）を規則に優先させた。",
        "Where a person decided about an answer ({file}), that stands above the rules.",
    ),
    "method.no_overrides": ("人による判定の修正は行っていない。", "No decisions of people were entered."),
    "method.condense": (
        "項目ごとの回答は、文字種・句読点・文末の違いを除いて同じものだけを自動で一つの意見にまとめた。",
        "Per item, only answers that are equal but for width, punctuation and endings were merged "
        "automatically.",
    ),
    "method.condense_proposals": (
        "内容語を並べた文字列の類似度（0～1）が{score}以上（{long}字以上のものは{long_score}以上）で"
        "、否定やコードの異ならない組は、同じ意見の候補として示した。",
        "Pairs whose content words, sorted, have a similarity (0–1) of {score} or more ({long_score} "
        "for those of {long} characters or more) and that differ in no negation and no code are "
        "proposed as one.",
    ),
    "method.condense_merges": (
        "候補は、人が確認したもの（{file}）だけをまとめた。",
        "Of these, only those that a person confirmed ({file}) were merged.",
    ),
    "method.condense_no_merges": ("候補の組はまとめていない。", "None of the proposals was merged."),
    "method.question_statements": (
        "{question} 回答{submissions}件→意見{statements}件",
        "{question} {submissions} answers, {statements} statements",
    ),
    "method.condense_counts": ("まとめた結果は、{counts}である。", "The results are: {counts}."),
    "method.clusters": (
        "回答は、TF-IDFで重みづけした語（Spärck Jones, 1972）を特異値分解で縮約し（Deerwester et "
        "al., 1990）、コサイン距離の群平均法（Sokal & Michener, 1958）でクラスターに分けた。",
        "Answers were clustered by their words, weighted by TF-IDF (Spärck Jones, 1972), reduced by "
        "a singular value decomposition (Deerwester et al., 1990), by average linkage (Sokal & "
        "Michener, 1958) of cosine distances.",
    ),
    "method.clusters_dimensions": ("次元数は{dimensions}である。", "There are {dimensions} dimensions."),
    "method.clusters_by_length": (
        "次元数は、回答の長さの中央値が{long}字以上なら150、そうでなければ50とした。",
        "There are 150 dimensions where the median answer has {long} characters or more, else 50.",
    ),
    "method.clusters_semantic": (
        "回答の意味の近さ（Yang et al., 2020の文の符号化）も併せて用いた。",
        "How near answers are in meaning, by a sentence encoder (Yang et al., 2020), counts too.",
    ),
    "method.clusters_given": ("クラスターの数は{k}と指定した。", "The number of clusters was set to {k}."),
    "method.clusters_chosen": (
        "クラスターの数は、回答の80%の再標本での分け方が全体での分け方と一致する度合い（Ben-Hur et al., "
        "2002; 調整ランド指数、Hubert & Arabie, 1985）が偶然による一致を最も上回る数から"
        "1標準誤差以内で最も小さい数とした。"
        "ただし、どれにも入らない回答が2割を超える数は、ほかに選べない場合に限り用いた。",
        "The number of clusters is the smallest within one standard error of that for which the agreement "
        "between resamples of 80 % of the answers and the whole (Ben-Hur et al., 2002; adjusted Rand index, "
        "Hubert & Arabie, 1985) exceeds chance most; numbers that leave more than a fifth of the answers in "
        "no cluster are used only where there is no other.",
    ),
    "method.question_clusters": (
        "{question}のクラスターは{count}個で、どれにも入らない回答は{mixed}件である。",
        "{question} has {count} clusters; {mixed} answers are in none.",
    ),
    "method.question_clusters_stable": (
        "{question}のクラスターは{count}個（一致度{stability}）で、どれにも入らない回答は{mixed}件である。",
        "{question} has {count} clusters (agreement {stability}); {mixed} answers are in none.",
    ),
    "method.clusters_stability": (
        "各クラスターの安定度は{rounds}回の再標本での最大のJaccard係数の平均（Hennig, 2007）で、凝集"
        "度が{loose}未満のものはクラスターとしなかった（乱数の種{seed}）。",
        "The stability of a cluster is the mean over {rounds} resamples of the best Jaccard "
        "coefficient (Hennig, 2007); those whose cohesion is below {loose} are not kept (seed "
        "{seed}).",
    ),
    "method.compare": (
        "{attributes}による違いを調べた。属性の記入のない回答者は、その比較から除いた。",
        "Compared was by {attributes}. Respondents without the attribute are left out of the comparison.",
    ),
    "method.compare_cells": (
        "クロス表の各セルには調整済み残差（Haberman, 1973）を付した。残差のp値は、期待度数に5未満があ"
        "る（Cochran, 1954）ときはFisherの正確検定（Fisher, 1935）により、Benjamini & Hochberg（1995"
        "）の方法で多重性を補正したうえで5%・1%水準の印を付けた。",
        "Cells of the crosstabs have adjusted residuals (Haberman, 1973); where an expected count is "
        "below 5 (Cochran, 1954), p is exact (Fisher, 1935). They are marked at 5 % and 1 % after "
        "correction for multiplicity (Benjamini & Hochberg, 1995).",
    ),
    "method.compare_small": (
        "母数が{minimum}に満たない割合には、その旨を示した。",
        "Shares of a base below {minimum} respondents are marked.",
    ),
    "method.chi_square": (
        "期待度数がすべて5以上の{count}件にはカイ二乗検定（Pearson, 1900; 適用の条件はCochran, "
        "1954）を用いた。",
        "Chi-square (Pearson, 1900; condition: Cochran, 1954) was taken for the {count} tables whose "
        "expected counts are all 5 or more.",
    ),
    "method.fisher": (
        "期待度数に5未満のある2×2の表{count}件にはFisherの正確検定（Fisher, 1935）を用いた。",
        "For the {count} 2 × 2 tables with an expected count below 5 it is the exact test (Fisher, 1935).",
    ),
    "method.monte_carlo": (
        "期待度数に5未満のある、2×2より大きい表{count}件にはFreeman & Halton（1951）の正確検定を、"
        "{resamples}個の表の無作為抽出により行った（乱数の種{seed}; p値の算出はPhipson & Smyth, "
        "2010）。",
        "For the {count} larger tables with an expected count below 5 it is the exact test of "
        "Freeman & Halton (1951) by {resamples} random tables (seed {seed}; p after Phipson & Smyth, "
        "2010).",
    ),
    "method.corrections": (
        "多数の検定を行うため、Holm（1979）とBenjamini & Hochberg（1995）による補正後のp値を併記した。",
        "As there are many tests, p is given with the corrections of Holm (1979) and Benjamini & "
        "Hochberg (1995).",
    ),
    "method.cramers_v": (
        "関連の強さはCramérのV（Cramér, 1946）とその95%信頼区間（Smithson, 2003）で示した。",
        "The strength of association is Cramér's V (Cramér, 1946) with its 95 % interval (Smithson, 2003).",
    ),
    "method.distinctive": (
        "各群の特徴語は、ほかの群と比べた対数尤度比（Dunning, 1993; Rayson & Garside, "
        "2000）とJaccard係数（Jaccard, 1901）により求め、割合の差（Newcombe, 1998）と比（Koopman, "
        "1984）に95%信頼区間を付した。p値はBenjamini & Hochberg（1995）で補正した。",
        "Words that set a group apart are by the log-likelihood ratio against the others (Dunning, "
        "1993; Rayson & Garside, 2000) and the Jaccard coefficient (Jaccard, 1901), with 95 % "
        "intervals of the difference (Newcombe, 1998) and the ratio (Koopman, 1984) of shares. p is "
        "corrected after Benjamini & Hochberg (1995).",
    ),
    "method.changes": (
        "調査の回の間の割合の差には95%信頼区間（Newcombe, 1998）を付し、差の検定はカイ二乗検定（"
        "Pearson, 1900）、期待度数に5未満がある（Cochran, 1954）場合はFisherの正確検定（Fisher, "
        "1935）により、p値をBenjamini & Hochberg（1995）で補正した。",
        "Differences between waves have 95 % intervals (Newcombe, 1998); they are tested by "
        "chi-square (Pearson, 1900) or, where an expected count is below 5 (Cochran, 1954), exactly "
        "(Fisher, 1935), with p corrected after Benjamini & Hochberg (1995).",
    ),
    "method.cooccurrence": (
        "語などの共起は、両方を一つの回答に書いた回答者の数により、Jaccard係数（Jaccard, "
        "1901）、Dice係数（Dice, 1945）、Simpson係数（Simpson, 1943）、コサイン（Ochiai, "
        "1957）、対数尤度比（Dunning, 1993）で表した。",
        "Pairs are measured by the respondents with both in one answer: coefficients of Jaccard "
        "(Jaccard, 1901), Dice (Dice, 1945) and Simpson (Simpson, 1943), the cosine (Ochiai, 1957), "
        "and the log-likelihood ratio (Dunning, 1993).",
    ),
    "method.tree": (
        "語の樹形図は、1からJaccard係数（Jaccard, 1901）を引いた距離の群平均法（Sokal & Michener, "
        "1958）による。",
        "The tree of words is by average linkage (Sokal & Michener, 1958) of 1 less the Jaccard "
        "coefficient (Jaccard, 1901).",
    ),
    "method.correspondence": (
        "対応分析は、語と属性の値のクロス表（回答者数）について行い、主座標を示した（Greenacre, 2017）。",
        "Correspondence analysis is of words by values of an attribute (respondents), in principal "
        "coordinates (Greenacre, 2017).",
    ),
    "method.figures": (
        "図の書体は{font}、解像度は{dpi}dpiである。",
        "Figures are set in {font}, at {dpi} dpi.",
    ),
    "method.wordcloud": (
        "ワードクラウドは回答者数の多い{words}語までを示し、文字の大きさで回答者数を表す（配置の乱数"
        "の種{seed}）。位置に意味はない。",
        "Word clouds show up to {words} words, sized by respondents (seed of the layout {seed}); "
        "places mean nothing.",
    ),
    "method.network": (
        "共起ネットワークは上位{words}語までについてJaccard係数の大きい{edges}本までの線を示し、まと"
        "まりはBlondel et al.（2008）、配置はKamada & Kawai（1989）の方法による。",
        "The network shows up to {edges} lines of the largest Jaccard coefficients among up to "
        "{words} words; communities are by Blondel et al. (2008), the layout by Kamada & Kawai "
        "(1989).",
    ),
    "method.settings": (
        "既定と異なる設定は次のとおりである: {settings}。",
        "Settings that differ from their defaults: {settings}.",
    ),
    "method.settings_usual": ("設定はすべて既定のとおりである。", "All settings are the defaults."),
    "method.software_own": (
        "分析にはtextmine {version}を用いた。",
        "The analysis was made with textmine {version}.",
    ),
    "method.software_others": ("使用した版は{versions}である。", "The versions used are {versions}."),
    # textmine/tables/clusters.py
    "column.texts": ("異なる回答", "Different answers"),
    "column.sampled": ("結合した回答", "Answers joined"),
    "column.chance": ("偶然の安定度", "Stability by chance"),
    "column.excess": ("偶然との差", "Above chance"),
    "column.mixed": ("混合の割合", "Mixed"),
    "note.source": ("出典：{source}", "Source: {source}"),
    "note.alt_figure": ("「{question}」の{figure}。{words} など。", "{figure} of “{question}”: {words} …"),
    "note.few_left_out": (
        "回答者が{minimum}人に満たない値は、図を歪めるため除いた：{values}。",
        "Left out, since fewer than {minimum} respondents would distort the map: {values}.",
    ),
    "note.one_wave": (
        "「{wave}」の値が一つしかない設問なので、推移は示さない。",
        "This question was answered in one value of {wave} only, so there is no change to show.",
    ),
    "note.changes": (
        "「{wave}」の順に、前の回との差（割合の差、95%信頼区間）を示す。",
        "In the order of {wave}; differences (of shares, 95% interval) are to the wave before.",
    ),
    "note.sampled": (
        "異なる回答 {texts} 件から無作為に選んだ {sampled} 件でクラスターを作り、"
        "残りは平均が最も近いクラスターに入れた。",
        "The clusters were made of {sampled} answers drawn at random from {texts} different ones; the others "
        "went to the cluster whose mean is nearest.",
    ),
    "note.rest": (
        "コードの付かない回答 {answers} 件だけを分けた。"
        "割合の母数は、内容のある回答をした回答者全員（{base} {unit}）。",
        "Only the {answers} answers without any code were clustered. Shares are of all respondents with a "
        "substantive answer ({base} {unit}).",
    ),
    # ---- bars and timeline
    "figure.bars_guide": (
        "棒の長さ＝その語を書いた回答者の割合、細い線＝その95%信頼区間（Wilson法）。",
        "Bar: share of respondents who wrote the word; thin line: its 95% interval (Wilson).",
    ),
    "figure.bars_guide_codes": (
        "棒の長さ＝そのコードが付いた回答者の割合（複数可）、細い線＝その95%信頼区間（Wilson法）。",
        "Bar: share of respondents with the code (they may have several); thin line: its 95% interval "
        "(Wilson).",
    ),
    "figure.bars_guide_upper": (
        "太字＝大分類（どれかの下位コードが付いた回答者）。",
        " Bold: upper codes (respondents with any of their codes).",
    ),
    "figure.bars_guide_other": (
        "灰色＝どのコードも付かない回答者。",
        " Grey: respondents without any code.",
    ),
    "figure.bars_guide_grouped": (
        "棒の長さ＝{attribute}の値ごとの回答者に占める割合、細い線＝95%信頼区間。"
        "▲＝ほかの値より有意に多い、▽＝有意に少ない（5%水準、BH法）。",
        "Bar: share of the respondents of each value of {attribute}; thin line: 95% interval. Significantly "
        "more ▲ or fewer ▽ than the others (5%, Benjamini and Hochberg).",
    ),
    "figure.bars_guide_stacked": (
        "各行は{attribute}の値ごとの回答者を100%とした内訳。",
        "Each line is 100% of the respondents of a value of {attribute}.",
    ),
    "figure.bars_value": ("{respondents}（{share}）", "{respondents} ({share})"),
    "figure.bars_any": ("いずれかのコードあり：{value}", "any code: {value}"),
    "figure.bars_nonanswer": (
        "非回答（母数に含めない）：{respondents}",
        "no answer (not in the base): {respondents}",
    ),
    "figure.bars_left": (
        "全{all}項目のうち少ない{count}項目は省略",
        "{count} of {all} rows, the less frequent ones, are not drawn",
    ),
    "figure.bars_legend": ("{value}（n={base}）", "{value} (n={base})"),
    "figure.bars_small": (
        "回答者が少なく割合が不確かな値：{values}",
        "few respondents, uncertain shares: {values}",
    ),
    "figure.bars_rest": ("その他・なし", "Other or none"),
    "figure.bars_pooled": (
        "「その他・なし」は少ない{count}項目を含む",
        "“Other or none” holds {count} less frequent features",
    ),
    "figure.bars_values_left": ("全{all}行のうち{count}行は省略", "{count} of {all} lines are not drawn"),
    # heat map, keyness
    "figure.heatmap_guide": (
        "数字は「{attribute}」の値ごとの回答者に占める割合。色は調整済み残差（青は多い、橙は少ない）。"
        "▲▽は差が有意なセル（一つは5％、二つは1％、Benjamini–Hochberg 法で調整）。",
        "Numbers: share of the respondents of each value of {attribute}. Colour: adjusted residual (blue "
        "above, orange below). ▲▽: significant (one sign 5%, two 1%, Benjamini and Hochberg).",
    ),
    "figure.heatmap_key": ("調整済み残差", "Adjusted residual"),
    "figure.heatmap_small": (
        "回答者が少ないため色を付けない値：{values}",
        "No colour, few respondents: {values}",
    ),
    "figure.keyness_guide": (
        "右は「{value}」の回答者が他より多く書いた語、左は少なく書いた語。長さは対数尤度比 G²。"
        "白抜きは有意でない（5％、Benjamini–Hochberg 法で調整）。",
        "Right: words that {value} wrote more than the rest; left: less. Length: log-likelihood G². Not "
        "filled: not significant (5%, Benjamini and Hochberg).",
    ),
    "figure.heatmap_values_left": (
        "{all}個の値のうち回答者の少ない{count}個は省略",
        "{count} of {all} values, those of fewest respondents, are not drawn",
    ),
    "figure.heatmap_cut": ("略した見出し：{values}", "Headings cut short: {values}"),
    "figure.keyness_left": (
        "{all}語のうち差の小さい{count}語は省略",
        "{count} of {all} words, those that differ least, are not drawn",
    ),
    "figure.keyness_shares": ("{share}（他 {rest}）", "{share} (rest {rest})"),
    "figure.keyness_bases": ("{value} n = {base}、他 n = {rest}", "{value} n = {base}, rest n = {rest}"),
    "figure.timeline_guide": (
        "線＝回答者に占める割合の推移、縦の細い線＝95%信頼区間（Wilson法）。"
        "塗った印＝前の時点から有意に変化（5%水準、BH法）。",
        "Lines: shares over time; thin upright lines: 95% intervals (Wilson). Filled mark: significant "
        "change since the time before (5%, Benjamini and Hochberg).",
    ),
    "figure.timeline_guide_left": (
        "前の時点との差が大きい{count}項目だけを示す。",
        " Only the {count} features that changed most.",
    ),
    "figure.timeline_left": (
        "全{all}項目のうち差の小さい{count}項目は省略",
        "{count} of {all} features, those that changed less, are not drawn",
    ),
    "figure.timeline_label": ("{feature} {share}", "{feature} {share}"),
}


def label(key: str, lang: str, /, **values: object) -> str:
    """Return the text of ``key`` in ``lang`` ("ja" or "en") with ``values`` filled in.

    Raises:
        KeyError: the key is not in ``LABELS``.

    >>> label("column.respondents", "ja")
    '回答者数'
    >>> label("page.people", "ja", count=234, unit="人")
    '234 人'
    """
    japanese, english = LABELS[key]
    text = japanese if lang == "ja" else english
    return text.format(**values) if values else text


def name(key: str, lang: str, /, group: str) -> str:
    """Return the text of ``group.key``, or of ``key``, or else ``key`` itself.

    For what may come from the survey as well as from textmine: the heading of a column that may be an
    attribute, a part of speech that a dictionary of the user's own brings along.

    >>> name("noun", "ja", group="pos"), name("業種", "en", group="column")
    ('名詞', '業種')
    """
    for candidate in (f"{group}.{key}", key):
        if candidate in LABELS:
            return label(candidate, lang)
    return key
