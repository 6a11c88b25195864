"""Is a sentence an order to whoever reads the article by machine? Pure; English patterns.

Such a sentence is neither shown to a model nor taken as support of what it writes; as a quotation it stays what it is.
A second line behind the check, not a proof: an order worded in a way that nobody foresaw is checked as any sentence is.
"""

from __future__ import annotations

import re

_WRITE = "write|print|repeat|respond|reply|output|translate|summari[sz]e|mention|pretend|recite|answer|say|append"
_ORDERS = (
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?]{0,60}\b(?:instructions?|prompts?|rules?|above|previous|prior)\b",
    r"\b(?:system|developer) prompt\b|\bnew (?:task|instructions?):?\b|\b(?:as|to) an? (?:AI|language model)\b",
    r"</?(?:context|system|user|assistant|instructions?|prompt|im_start|im_end)\b[^>]{0,40}>|<\|\w+\|>|\[/?INST\]",
    r"^\W*#{1,6}\s*(?:system|assistant|user|human|instructions?|response)\b",
    r"\b(?:system|assistant)\s*:\s*(?:you|i|we|the|ok|sure)\b|^\W*\[?\d*\]?\s*sources?\s*:\s",
    r"\byou are now an?\b",
    r"\bdear (?:assistant|AI|model|chatbot)\b|^\W*(?:SYSTEM|ASSISTANT|USER)\s*:",
    r"\bwhoever (?:summari[sz]es|processes|answers)\b",
    rf"\b(?:{_WRITE})\b[^.!?]{{0,40}}\b(?:the (?:single |exact |following )?(?:word|phrase|string)|nothing else)\b",
    r"\b(?:start|begin|end) (?:each|every|all|your) (?:sentence|answer|reply|response)s?\b",
    r"\b(?:at|to) the (?:end|start|beginning) of (?:each|every|your|the) (?:sentence|answer|reply|response)s?\b",
    rf"^\W*(?:(?:please|now|then|also|next|first|always|instead,?|and) )*(?:{_WRITE})\b(?<!print)"
    r"(?! (?:of|was|were|is|are|has)\b|:)",
)
_ORDER = re.compile("|".join(_ORDERS), re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


def is_order(sentence: str) -> bool:
    """Whether the sentence tells its reader what to write, outside of what it quotes."""
    return _ORDER.search(_QUOTED.sub('""', sentence)) is not None
