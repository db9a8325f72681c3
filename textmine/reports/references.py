"""The works that the methods are from: each once, found by the key that a method names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textmine.texts.labels import label


@dataclass(frozen=True)
class Reference:
    """A work as a list of references names it.

    Attributes:
        authors: as printed.
        year: of publication.
        title: of the work.
        place: journal with volume and pages, proceedings, or publisher.
        order: what it is sorted by: the first author in Latin letters.
    """

    authors: str
    year: int
    title: str
    place: str
    order: str = ""


def entries(keys: Iterable[str], lang: str) -> list[str]:
    """Return the works of these keys as lines of a list of references, sorted by author and year.

    >>> print(entries(["cramer"], "en")[0])
    Cramér, H. (1946). Mathematical methods of statistics. Princeton University Press.
    """
    works = sorted(
        {REFERENCES[key] for key in keys}, key=lambda work: (work.order or work.authors, work.year)
    )
    return [
        label(
            "method.reference",
            lang,
            authors=work.authors,
            year=work.year,
            title=work.title,
            place=work.place,
        )
        for work in works
    ]


# Ordered by key. Volume, issue and pages are as printed; a change here needs the work at hand.
REFERENCES: dict[str, Reference] = {
    "benjamini": Reference(
        "Benjamini, Y., & Hochberg, Y.",
        1995,
        "Controlling the false discovery rate: a practical and powerful approach to multiple testing",
        "Journal of the Royal Statistical Society, Series B, 57(1), 289–300",
    ),
    "ben-hur": Reference(
        "Ben-Hur, A., Elisseeff, A., & Guyon, I.",
        2002,
        "A stability based method for discovering structure in clustered data",
        "Pacific Symposium on Biocomputing, 7, 6–17",
    ),
    "blondel": Reference(
        "Blondel, V. D., Guillaume, J.-L., Lambiotte, R., & Lefebvre, E.",
        2008,
        "Fast unfolding of communities in large networks",
        "Journal of Statistical Mechanics: Theory and Experiment, 2008(10), P10008",
    ),
    "cochran": Reference(
        "Cochran, W. G.",
        1954,
        "Some methods for strengthening the common χ² tests",
        "Biometrics, 10(4), 417–451",
    ),
    "cramer": Reference(
        "Cramér, H.", 1946, "Mathematical methods of statistics", "Princeton University Press"
    ),
    "deerwester": Reference(
        "Deerwester, S., Dumais, S. T., Furnas, G. W., Landauer, T. K., & Harshman, R.",
        1990,
        "Indexing by latent semantic analysis",
        "Journal of the American Society for Information Science, 41(6), 391–407",
    ),
    "den": Reference(
        "Den, Y., Nakamura, J., Ogiso, T., & Ogura, H.",
        2008,
        "A proper approach to Japanese morphological analysis: Dictionary, model, and evaluation",
        "Proceedings of the Sixth International Conference on Language Resources and Evaluation (LREC 2008), "
        "1019–1024",
    ),
    "dice": Reference(
        "Dice, L. R.",
        1945,
        "Measures of the amount of ecologic association between species",
        "Ecology, 26(3), 297–302",
    ),
    "dunning": Reference(
        "Dunning, T.",
        1993,
        "Accurate methods for the statistics of surprise and coincidence",
        "Computational Linguistics, 19(1), 61–74",
    ),
    "fisher": Reference(
        "Fisher, R. A.",
        1935,
        "The logic of inductive inference",
        "Journal of the Royal Statistical Society, 98(1), 39–82",
    ),
    "freeman": Reference(
        "Freeman, G. H., & Halton, J. H.",
        1951,
        "Note on an exact treatment of contingency, goodness of fit and other problems of significance",
        "Biometrika, 38(1/2), 141–149",
    ),
    "greenacre": Reference(
        "Greenacre, M.", 2017, "Correspondence analysis in practice (3rd ed.)", "Chapman & Hall/CRC"
    ),
    "haberman": Reference(
        "Haberman, S. J.",
        1973,
        "The analysis of residuals in cross-classified tables",
        "Biometrics, 29(1), 205–220",
    ),
    "hennig": Reference(
        "Hennig, C.",
        2007,
        "Cluster-wise assessment of cluster stability",
        "Computational Statistics & Data Analysis, 52(1), 258–271",
    ),
    "higuchi": Reference(
        "樋口耕一",
        2020,
        "社会調査のための計量テキスト分析：内容分析の継承と発展を目指して（第2版）",
        "ナカニシヤ出版",
        "Higuchi",
    ),
    "holm": Reference(
        "Holm, S.",
        1979,
        "A simple sequentially rejective multiple test procedure",
        "Scandinavian Journal of Statistics, 6(2), 65–70",
    ),
    "hubert": Reference(
        "Hubert, L., & Arabie, P.", 1985, "Comparing partitions", "Journal of Classification, 2(1), 193–218"
    ),
    "ipadic": Reference(
        "浅原正幸・松本裕治",
        2003,
        "ipadic version 2.7.0 ユーザーズマニュアル",
        "奈良先端科学技術大学院大学",
        "Asahara",
    ),
    "jaccard": Reference(
        "Jaccard, P.",
        1901,
        "Étude comparative de la distribution florale dans une portion des Alpes et du Jura",
        "Bulletin de la Société Vaudoise des Sciences Naturelles, 37(142), 547–579",
    ),
    "kamada": Reference(
        "Kamada, T., & Kawai, S.",
        1989,
        "An algorithm for drawing general undirected graphs",
        "Information Processing Letters, 31(1), 7–15",
    ),
    "koopman": Reference(
        "Koopman, P. A. R.",
        1984,
        "Confidence intervals for the ratio of two binomial proportions",
        "Biometrics, 40(2), 513–517",
    ),
    "kudo": Reference(
        "Kudo, T., Yamamoto, K., & Matsumoto, Y.",
        2004,
        "Applying conditional random fields to Japanese morphological analysis",
        "Proceedings of the 2004 Conference on Empirical Methods in Natural Language Processing (EMNLP), "
        "230–237",
    ),
    "mccann": Reference(
        "McCann, P.",
        2020,
        "fugashi, a tool for tokenizing Japanese in Python",
        "Proceedings of the Second Workshop for NLP Open Source Software (NLP-OSS), 44–51",
    ),
    "newcombe": Reference(
        "Newcombe, R. G.",
        1998,
        "Interval estimation for the difference between independent proportions: comparison of eleven "
        "methods",
        "Statistics in Medicine, 17(8), 873–890",
    ),
    "ochiai": Reference(
        "Ochiai, A.",
        1957,
        "Zoogeographical studies on the soleoid fishes found in Japan and its neighbouring regions–II",
        "Bulletin of the Japanese Society of Scientific Fisheries, 22(9), 526–530",
    ),
    "pearson": Reference(
        "Pearson, K.",
        1900,
        "On the criterion that a given system of deviations from the probable in the case of a correlated "
        "system of variables is such that it can be reasonably supposed to have arisen from random sampling",
        "Philosophical Magazine, Series 5, 50(302), 157–175",
    ),
    "phipson": Reference(
        "Phipson, B., & Smyth, G. K.",
        2010,
        "Permutation p-values should never be zero: calculating exact p-values when permutations are "
        "randomly drawn",
        "Statistical Applications in Genetics and Molecular Biology, 9(1), Article 39",
    ),
    "rayson": Reference(
        "Rayson, P., & Garside, R.",
        2000,
        "Comparing corpora using frequency profiling",
        "Proceedings of the Workshop on Comparing Corpora (ACL 2000), 1–6",
    ),
    "simpson": Reference(
        "Simpson, G. G.",
        1943,
        "Mammals and the nature of continents",
        "American Journal of Science, 241(1), 1–31",
    ),
    "smithson": Reference(
        "Smithson, M.",
        2003,
        "Confidence intervals",
        "Sage (Quantitative Applications in the Social Sciences, 140)",
    ),
    "sokal": Reference(
        "Sokal, R. R., & Michener, C. D.",
        1958,
        "A statistical method for evaluating systematic relationships",
        "University of Kansas Science Bulletin, 38, 1409–1438",
    ),
    "sparck-jones": Reference(
        "Spärck Jones, K.",
        1972,
        "A statistical interpretation of term specificity and its application in retrieval",
        "Journal of Documentation, 28(1), 11–21",
    ),
    "wilson": Reference(
        "Wilson, E. B.",
        1927,
        "Probable inference, the law of succession, and statistical inference",
        "Journal of the American Statistical Association, 22(158), 209–212",
    ),
    "yang": Reference(
        "Yang, Y., Cer, D., Ahmad, A., Guo, M., Law, J., Constant, N., Hernandez Abrego, G., Yuan, S., "
        "Tar, C., Sung, Y.-H., Strope, B., & Kurzweil, R.",
        2020,
        "Multilingual universal sentence encoder for semantic retrieval",
        "Proceedings of the 58th Annual Meeting of the Association for Computational Linguistics: System "
        "Demonstrations, 87–94",
    ),
}
