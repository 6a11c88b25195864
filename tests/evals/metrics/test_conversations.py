from evals.metrics.conversations import FollowUp, Found, measure


def _follow_up(talk: str, asked: Found, understood: Found, written: Found) -> FollowUp:
    return FollowUp(talk, "And when?", "When did it stop?", "When did the ferry stop?", asked, understood, written)


NOTHING = Found((), gold=False)
FERRY = Found(("ferry 0", "mill 1"), gold=True)
MILL = Found(("mill 1",), gold=False)


def test_worked_by_hand() -> None:
    told = measure(
        [
            _follow_up("a", NOTHING, FERRY, FERRY),
            _follow_up("a", FERRY, MILL, FERRY),
            _follow_up("b", NOTHING, FERRY, MILL),
            _follow_up("b", NOTHING, NOTHING, NOTHING),
        ]
    )
    assert {name: (figure.value, figure.n) for name, figure in told.items()} == {
        "kept": (0.5, 2),
        "kept_as_asked": (0.5, 2),
        "same": (0.6667, 3),
        "untouched": (None, 0),
        "found": (0.5, 4),
        "found_written": (0.5, 4),
    }


def test_what_stood_alone_is_to_be_left_alone() -> None:
    alone = [FollowUp("a", "Who?", ours, "Who?", MILL, MILL, MILL) for ours in ("Who?", "Who is it?")]
    assert measure(alone)["untouched"][0] == 0.5


def test_nothing_is_no_figure() -> None:
    assert {figure.value for figure in measure([]).values()} == {None}
