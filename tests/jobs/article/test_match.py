"""Which loop each image shows."""

from __future__ import annotations

from sgdviz.jobs.article.match import Wanted, matched


def missing(line: int) -> Wanted:
    """Return an image that is not there."""
    return Wanted(line, exists=False)


def test_each_image_shows_the_loop_before_it() -> None:
    """Of several, the last; an image before all loops shows none."""
    assert matched([missing(5), missing(20), missing(40)], [10, 30]) == [None, 0, 1]
    assert matched([missing(50)], [10, 30]) == [1]
    assert matched([missing(5)], []) == [None]


def test_several_images_of_one_loop_show_it() -> None:
    """Two views of the same run."""
    assert matched([missing(20), missing(21)], [10]) == [0, 0]


def test_a_loop_that_runs_as_often_as_it_is_shown_is_shown_in_order() -> None:
    """A function that trains is called again before the second image."""
    assert matched([missing(20), missing(30)], [10, 10]) == [0, 1]
    assert matched([missing(20)], [10, 10]) == [1]


def test_a_foreign_animation_is_replaced_only_right_after_a_loop() -> None:
    """A second one that is there, and was not made here, is left alone."""
    there = Wanted(20, exists=True)
    assert matched([there, there._replace(line=25)], [10]) == [0, None]
    assert matched([there, there._replace(line=35)], [10, 30]) == [0, 1]


def test_a_foreign_still_is_never_replaced_unasked() -> None:
    """A drawing after the loop is not lost, and does not take the loop from the image after it."""
    still = Wanted(20, exists=True, moving=False)
    assert matched([still, Wanted(25, exists=True)], [10]) == [None, 0]
    assert matched([still._replace(asked=True)], [10]) == [0]
    assert matched([still._replace(ours=True)], [10]) == [0]
