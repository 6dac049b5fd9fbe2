"""Line breaks: between words, and between Chinese and Japanese characters."""

from __future__ import annotations

import pytest

from sgdviz.drawing.text.breaks import Part, joined, parts_of


def test_words_are_parts() -> None:
    """A text in Latin and in Korean breaks at its blanks only."""
    assert parts_of("one two, three-four") == [Part(" ", "one"), Part(" ", "two,"), Part(" ", "three-four")]
    assert [part.text for part in parts_of("한국어 문장은 낱말에서")] == ["한국어", "문장은", "낱말에서"]
    assert parts_of("  ") == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("学習、率。", "学 習、 率。"),
        ("「勾配」(降下)", "「勾 配」 (降 下)"),
        ("データ", "デー タ"),
        ("ちょっと", "ちょっ と"),
        ("SGD法で0.01を", "SGD 法 で 0.01 を"),
        ("￥100です", "￥100 で す"),
        ("猫🐱\u200d👤犬", "猫 🐱\u200d👤 犬"),
    ],
)
def test_ideographs_part_except_at_punctuation(text: str, parts: str) -> None:
    """No part begins with closing punctuation or a small kana, and none ends with an opening bracket."""
    assert [part.text for part in parts_of(text)] == parts.split()
    assert joined(parts_of(text)) == text


def test_parts_are_joined_with_what_stood_between_them() -> None:
    """A blank stands between words, and nothing between the characters of one."""
    assert joined(parts_of("確率的 SGD  法")) == "確率的 SGD 法"
    assert joined(parts_of("確率的 SGD 法")[2:]) == "的 SGD 法"
