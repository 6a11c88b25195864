"""What each model is taught: losses over the outputs of `Pair`, and the share that a batch has of each.

Knows tensors only. The reader's span may not begin before the passage: title and date are no answers.
"""

import torch
from torch import Tensor
from torch.nn import functional

FAR = -1e4
_DISTANCE = 0.03


def span_logits(token_logits: Tensor, body: Tensor, mask: Tensor) -> Tensor:
    """Start and end logits (rows, tokens, 2) with all places barred but [CLS] and the passage's tokens."""
    place = torch.arange(mask.shape[1], device=mask.device)[None]
    last = mask.sum(1, keepdim=True) - 1  # the closing [SEP]
    open_ = ((place >= body[:, None]) & (place < last)) | (place == 0)
    return token_logits.float().masked_fill(~open_[..., None], FAR)


def reader_loss(cls: Tensor, tokens: Tensor, mask: Tensor, gold: dict[str, Tensor]) -> Tensor:
    """Binary cross-entropy of relevance plus the mean of the two span cross-entropies (rows of known span)."""
    relevance = functional.binary_cross_entropy_with_logits(cls[:, 0].float(), gold["label"].float())
    if not (gold["start"] >= 0).any():
        return relevance
    spans = span_logits(tokens, gold["body"], mask)
    start = functional.cross_entropy(spans[..., 0], gold["start"].long())
    end = functional.cross_entropy(spans[..., 1], gold["end"].long())
    return relevance + (start + end) / 2


def distilled_loss(cls: Tensor, tokens: Tensor, mask: Tensor, gold: dict[str, Tensor], share: float) -> Tensor:
    """What the teacher says: cross-entropy with its relevance and, by `share`, with its spread of starts and ends.

    Where gold is known it counts half. Hinton et al. 2015, temperature 1: the teacher's own spread is soft enough on
    what it has not seen.
    """
    loss = functional.binary_cross_entropy_with_logits(cls[:, 0].float(), gold["judged_cls"].sigmoid())
    if share:
        spans = span_logits(tokens, gold["body"], mask)
        judged = span_logits(gold["judged_tokens"], gold["body"], mask)
        starts, ends = (functional.cross_entropy(spans[..., n], judged[..., n].softmax(-1)) for n in (0, 1))
        loss = loss + share * (starts + ends) / 2
    taught = gold["label"] >= 0
    if not taught.any():
        return loss
    known = {name: value[taught] for name, value in gold.items()}
    return loss + reader_loss(cls[taught], tokens[taught], mask[taught], known) / 2


def tutored_loss(cls: Tensor, tokens: Tensor, mask: Tensor, gold: dict[str, Tensor]) -> Tensor:
    """What a tutor says of a reader's batch, as `distilled_loss`, and a little of the distance of the relevance logits.

    Cross-entropy alone orders nothing among pairs that are surely relevant; ranking does (Hofstätter et al. 2020).
    """
    far = functional.mse_loss(cls[:, 0].float(), gold["judged_cls"][:, 0])
    one = gold | {"judged_cls": gold["judged_cls"][:, 0]}
    return distilled_loss(cls, tokens, mask, one, 1.0) + _DISTANCE * far


def tutored_claims_loss(cls: Tensor, tokens: Tensor, mask: Tensor, gold: dict[str, Tensor]) -> Tensor:
    """What a tutor says of a checker's batch: its verdict, and its doubt of every token of the claim.

    Where gold is known it counts half.
    """
    place = torch.arange(mask.shape[1], device=mask.device)[None]
    claim = (place >= gold["body"][:, None]) & (place < mask.sum(1, keepdim=True) - 1)
    doubt = gold["judged_tokens"][..., 0][claim].sigmoid()
    loss = functional.binary_cross_entropy_with_logits(tokens[..., 0].float()[claim], doubt)
    loss = loss + functional.cross_entropy(cls.float(), gold["judged_cls"].softmax(-1)) / 2
    return loss + checker_loss(cls, tokens, mask, gold) / 2


def checker_loss(cls: Tensor, tokens: Tensor, mask: Tensor, gold: dict[str, Tensor], verdict: float = 0.5) -> Tensor:
    """Cross-entropy of the verdict (rows of known class), by its share, plus that of the claim's tokens with a flag.

    Label 3: not supported, nobody said of which kind; its loss is the surprise at either.
    """
    del mask
    loss = torch.zeros((), device=cls.device)
    if (gold["label"] >= 0).any():
        said = functional.log_softmax(cls.float(), -1)
        said = torch.cat([said, torch.logsumexp(said[:, 1:], 1, keepdim=True)], 1)
        loss = loss + verdict * functional.nll_loss(said, gold["label"].long())
    taught = gold["flags"] >= 0
    if taught.any():
        wanted = gold["flags"][taught].float()
        loss = loss + functional.binary_cross_entropy_with_logits(tokens[..., 0].float()[taught], wanted)
    return loss
