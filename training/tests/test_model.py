# ruff: noqa: D103
"""Shapes, barred places and batches; no trained weights are needed."""

import itertools

import numpy as np
import pytest
import torch
from development import auc, best_span
from encode import Encoded, batches, mixed, padded, second_text
from evaluate import windows
from judged import KEPT, join, judged, marked
from losses import checker_loss, distilled_loss, reader_loss, span_logits, tutored_claims_loss, tutored_loss
from model import Pair
from teacher import Teacher, bucket


def encoded(lengths: list[int]) -> Encoded:
    count = len(lengths)
    begins = np.concatenate([[0], np.cumsum(lengths)])
    column = np.full(count, 3, np.int32)
    zero = np.zeros(count, np.int32)
    ids = np.arange(begins[-1], dtype=np.uint16)
    return Encoded(ids, begins, column, column, zero, zero, zero, np.zeros(0, np.int8), zero, zero)


@pytest.mark.parametrize("seed", range(5))
def test_batches_hold_every_row_once_within_the_limit(seed: int) -> None:
    lengths = np.random.default_rng(seed).integers(8, 100, 500).tolist()
    rows = encoded(lengths)
    cut = list(batches(rows, 400, np.random.default_rng(seed)))
    assert sorted(np.concatenate(cut).tolist()) == list(range(500))
    assert all(len(part) * max(lengths[n] for n in part) <= 400 for part in cut)


def test_padding_is_masked_and_the_second_text_is_marked() -> None:
    ids, types, mask = padded(encoded([5, 8]), np.array([0, 1]))
    assert ids.shape == (2, 8)
    assert mask.sum(1).tolist() == [5, 8]
    assert types[0].tolist() == [0, 0, 0, 1, 1, 0, 0, 0]


def test_rows_are_padded_to_a_multiple_of_eight() -> None:
    ids, _, mask = padded(encoded([5, 9]), np.array([0, 1]))
    assert ids.shape == (2, 16)
    assert mask.sum(1).tolist() == [5, 9]


def test_mixed_rows_are_all_there_each_whole() -> None:
    parts = [encoded([5, 8, 6]), encoded([7, 5])]
    parts[1].ids += 100
    rows = mixed(parts, np.random.default_rng(0))
    found = [tuple(rows.ids[a:b]) for a, b in itertools.pairwise(rows.begins)]
    assert sorted(found) == sorted(tuple(p.ids[a:b]) for p in parts for a, b in itertools.pairwise(p.begins))
    assert len(rows.second) == 5


def judgement(agrees: bool) -> tuple[torch.Tensor, ...]:
    """Outputs of two rows, the mask, and a tutor that says the same or the opposite."""
    torch.manual_seed(0)
    cls, tokens, mask = torch.randn(2, 1), torch.randn(2, 9, 2), torch.ones(2, 9, dtype=torch.bool)
    sign = 1 if agrees else -1
    return cls, tokens, mask, sign * cls, sign * tokens


def test_a_reader_loses_least_where_it_says_what_its_tutor_says() -> None:
    losses = []
    for agrees in (True, False):
        cls, tokens, mask, judged_cls, judged_tokens = judgement(agrees)
        gold = {"label": torch.tensor([-100, -100]), "body": torch.tensor([4, 4])}
        gold |= {"judged_cls": judged_cls, "judged_tokens": judged_tokens}
        losses.append(float(tutored_loss(cls, tokens, mask, gold)))
    assert losses[0] < losses[1]


def test_a_checker_loses_least_where_it_says_what_its_tutor_says() -> None:
    losses = []
    for agrees in (True, False):
        _, tokens, mask, _, judged_tokens = judgement(agrees)
        cls = torch.tensor([[2.0, -1.0, 0.0], [-1.0, 1.0, 0.0]])
        gold = {"label": torch.tensor([-100, -100]), "body": torch.tensor([4, 4])}
        gold |= {"flags": torch.full((2, 9), -1), "judged_cls": cls if agrees else -cls, "judged_tokens": judged_tokens}
        losses.append(float(tutored_claims_loss(cls, tokens, mask, gold)))
    assert losses[0] < losses[1]


def test_the_tutor_is_not_asked_of_source_and_marks() -> None:
    _, tokens, mask, _, judged_tokens = judgement(agrees=True)
    gold = {"label": torch.tensor([0, 1]), "body": torch.tensor([4, 4]), "flags": torch.full((2, 9), -1)}
    gold |= {"judged_cls": torch.zeros(2, 3), "judged_tokens": judged_tokens}
    before = tutored_claims_loss(torch.zeros(2, 3), tokens, mask, gold)
    other = tokens.clone()
    other[:, [0, 1, 2, 3, 8]] += 5  # the words and the closing mark
    assert torch.isclose(before, tutored_claims_loss(torch.zeros(2, 3), other, mask, gold))


@pytest.mark.parametrize("kind", [Pair, Teacher])
def test_padding_changes_no_output(kind: type[torch.nn.Module]) -> None:
    torch.manual_seed(0)
    model = kind(1, 2).eval()
    ids = torch.randint(5, 900, (1, 7))
    types = torch.zeros_like(ids)
    alone, _ = model(ids, types, torch.ones_like(ids, dtype=torch.bool))
    wide = torch.cat([ids, torch.zeros(1, 4, dtype=torch.int64)], 1)
    beside, _ = model(wide, torch.zeros_like(wide), torch.arange(11)[None] < 7)
    assert torch.allclose(alone, beside, atol=1e-5)


def test_no_span_begins_in_question_or_title() -> None:
    logits = span_logits(torch.zeros(1, 9, 2), torch.tensor([5]), torch.ones(1, 9, dtype=torch.bool))
    open_ = (logits[0, :, 0] == 0).nonzero().flatten().tolist()
    assert open_ == [0, 5, 6, 7]


def test_the_best_span_is_short_and_in_order() -> None:
    tokens = np.full((40, 2), -5.0, np.float32)
    tokens[10, 0], tokens[12, 1], tokens[38, 1] = 4, 3, 9
    first, last, margin = best_span(tokens, 5)
    assert (first, last) == (10, 12)
    assert margin == pytest.approx(7 + 10)


def test_rows_without_a_known_span_teach_relevance_only() -> None:
    gold = {
        "label": torch.tensor([1]),
        "start": torch.tensor([-100]),
        "end": torch.tensor([-100]),
        "body": torch.tensor([2]),
    }
    loss = reader_loss(torch.zeros(1, 1), torch.randn(1, 6, 2), torch.ones(1, 6, dtype=torch.bool), gold)
    assert float(loss) == pytest.approx(np.log(2))


def test_a_student_that_says_what_the_teacher_says_has_the_least_loss() -> None:
    torch.manual_seed(0)
    mask = torch.ones(3, 9, dtype=torch.bool)
    gold = {"body": torch.tensor([4, 4, 4]), "label": torch.full((3,), -100)}
    judged = {"judged_cls": torch.tensor([2.0, -1.0, 0.5]), "judged_tokens": torch.randn(3, 9, 2)}
    same = distilled_loss(judged["judged_cls"][:, None], judged["judged_tokens"], mask, gold | judged, 1.0)
    for _ in range(5):
        other = judged["judged_tokens"] + torch.randn(3, 9, 2)
        assert distilled_loss(judged["judged_cls"][:, None] + 1, other, mask, gold | judged, 1.0) > same


def test_what_the_teacher_says_stays_with_its_row() -> None:
    rng = np.random.default_rng(0)
    said = [rng.normal(size=(length, 2)).astype(np.float32) for length in (5, 30, 12)]
    said[1][3:9] = -1e4  # barred
    both = join([judged([1.0], said[:1], "m"), judged([2.0, 3.0], said[1:], "m")])
    given = both.tensors(np.array([1, 0]), torch.ones(2, 30, dtype=torch.bool))
    assert given["judged_cls"].tolist() == [2, 1]
    kept, whole = given["judged_tokens"][0].numpy(), said[1]
    assert np.argsort(-kept, 0)[:KEPT].tolist() == np.argsort(-whole, 0)[:KEPT].tolist()
    free = np.r_[0:3, 9:30]
    assert np.exp(kept[free]).sum(0) == pytest.approx(np.exp(whole[free]).sum(0), rel=0.01)
    assert np.allclose(given["judged_tokens"][1, :5].numpy(), said[0], atol=0.01)


def test_judgements_of_other_rows_are_not_taken() -> None:
    rows = encoded([3, 4, 5])
    one = judged([1.0, 2.0], [np.zeros((3, 2)), np.zeros((4, 2))], marked(rows))
    assert len(one.of(rows)) == 2
    with pytest.raises(AssertionError, match="make them again"):
        one.of(encoded([3, 4, 6]))


def test_distances_have_their_buckets() -> None:
    distances = torch.tensor([0, -1, 1, -7, -8, 8, -20, -127, -500, 500])
    assert bucket(distances).tolist() == [0, 1, 17, 7, 8, 24, 10, 15, 15, 31]


def test_rows_are_cut_out_with_their_tokens() -> None:
    rows = encoded([3, 4, 5])
    part = rows.part(1, 9)
    assert (len(part), part.begins.tolist()) == (2, [0, 4, 9])
    assert part.ids.tolist() == rows.ids[3:].tolist()


def test_tokens_without_a_flag_teach_nothing() -> None:
    gold = {"label": torch.tensor([-100]), "flags": torch.tensor([[-1, -1, 0, 1]])}
    tokens = torch.tensor([[[9.0], [9.0], [0.0], [0.0]]])
    mask = torch.ones(1, 4, dtype=torch.bool)
    assert float(checker_loss(torch.zeros(1, 3), tokens, mask, gold)) == pytest.approx(np.log(2))


def test_empty_parts_leave_no_dots() -> None:
    assert second_text("", "", "Text.") == ("Text.", 0)
    text, front = second_text("Flood.", "3 May 2021", "Text.")
    assert text == "Flood. 3 May 2021. Text."
    assert text[front:] == "Text."


def test_windows_cover_a_long_text() -> None:
    text = " ".join(f"Sentence number {n} has exactly these eight words." for n in range(70))
    parts = windows(text)
    assert all(part in text and len(part.split()) <= 180 for part in parts)
    assert text.startswith(parts[0])
    assert text.endswith(parts[-1])


def test_auc_counts_ties_one_half() -> None:
    assert auc(np.array([1.0, 1.0]), np.array([True, False])) == pytest.approx(0.5)
    assert auc(np.array([2.0, 1.0]), np.array([True, False])) == pytest.approx(1.0)
