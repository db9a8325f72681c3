"""The settings of analyses made of words and who wrote them: near words, maps, trees, networks, topics."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Coefficient = Literal["jaccard", "dice", "simpson", "cosine", "log_likelihood", "both"]
Communities = Literal["louvain", "greedy", "walks"]
Scaling = Literal["principal", "symmetric", "rows", "columns"]
Linkage = Literal["average", "complete", "ward"]
Distance = Literal["jaccard", "cosine", "euclid"]
Scale = Literal["classical", "metric", "nonmetric", "sammon"]
TopicModel = Literal["lda", "nmf"]


class Section(BaseModel):
    """A frozen group of settings that refuses unknown names."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_unset(cls, values: Any) -> Any:
        """Take ``sheet = ""`` as no sheet: TOML has no null, and this is how a person writes it."""
        if not isinstance(values, dict):
            return values
        return {
            key: None
            if value == "" and key in cls.model_fields and cls.model_fields[key].default is None
            else value
            for key, value in values.items()
        }


class KwicSettings(Section):
    """Words in their context."""

    width: int = Field(default=30, ge=0, description="characters shown left and right of the word")
    sort: Literal["right", "left", "text"] = Field(
        default="right", description="by the words to the right, to the left, or as in the text"
    )


class CollocationSettings(Section):
    """What stands left and right of a word."""

    reach: int = Field(default=5, ge=1, le=10, description="words to either side that are looked at")
    minimum: int = Field(default=1, ge=1, description="times that a word has to stand there")
    across: bool = Field(default=False, description="look on beyond the end of an answer, as KH Coder does")


class MapSettings(Section):
    """The map of a correspondence analysis."""

    scaling: Scaling = Field(
        default="principal",
        description="coordinates: principal, symmetric (SPSS's default), or rows or columns alone principal",
    )
    distinct: int | None = Field(
        default=None, ge=2, description="only so many words, those that differ most; unset: all compared"
    )
    horizontal: int = Field(default=1, ge=1, le=5, description="the dimension that is drawn across")
    vertical: int = Field(default=2, ge=1, le=5, description="the dimension that is drawn up")


class TreeSettings(Section):
    """Words joined, or placed, by how far apart they are."""

    method: Linkage = Field(
        default="average", description="distance of groups: average, complete or ward (KH Coder's default)"
    )
    distance: Distance = Field(
        default="jaccard", description="distance of words by who wrote them: jaccard, cosine or euclid"
    )
    clusters: int | None = Field(
        default=None, ge=1, description="clusters that the tree is cut into; unset: the root of the words"
    )
    scale: Scale = Field(
        default="nonmetric",
        description="the map of distances keeps their order (nonmetric) or size: classical, metric, sammon",
    )


class TopicSettings(Section):
    """Topic models; for long answers."""

    k: int = Field(default=5, ge=2, description="how many topics")
    model: TopicModel = Field(default="lda", description="lda, or nmf of tf-idf weights")
    words: int = Field(default=10, ge=1, description="words shown per topic")
    seed: int = Field(default=1, description="another number begins elsewhere")


class NetworkSettings(Section):
    """The co-occurrence network: which lines are drawn, and what a colour means."""

    colour: Literal["community", "degree", "betweenness", "eigenvector"] = Field(
        default="community", description="what a colour means: the community, or a centrality"
    )
    communities: Communities = Field(
        default="louvain",
        description="louvain and greedy look for the largest modularity, walks follows random walks",
    )
    coefficient: Coefficient = Field(
        default="jaccard",
        description="how strong a line is: jaccard, dice, simpson, cosine, log_likelihood, both",
    )
    least: float | None = Field(
        default=None, ge=0, description="draw all lines as strong as this; unset: the strongest ones"
    )
    minimum: int = Field(default=1, ge=1, description="respondents that a word of the network needs")
    by: str | None = Field(
        default=None, description="an attribute whose values words are joined to; unset: to other words"
    )
    around: str | None = Field(
        default=None, description="a word that the network is drawn around; unset: none"
    )
    tree: bool = Field(default=False, description="draw the maximum spanning tree alone")
