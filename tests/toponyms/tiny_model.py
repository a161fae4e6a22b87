"""Make a token classifier of a few kilobytes that labels given words; no training, no chance."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
WORDS = {
    "باكو": "B-LOC",
    "دمشق": "B-LOC",
    "بيروت": "B-LOC",
    "موسكو": "B-LOC",
    "القدس": "B-LOC",
    "وبيروت": "B-LOC",
    "للقاهره": "B-LOC",
    "بالقاهره": "B-LOC",
    "بورسعيد": "B-LOC",
    "البحر": "B-LOC",
    "الاحمر": "I-LOC",
    "ومدينه": "B-LOC",
    "حلب": "I-LOC",
    "الزعتريه": "B-LOC",
    "ب": "B-LOC",  # of بدمشق the first of two tokens
    "##دمشق": "O",
    "احمد": "B-PER",
    "وصل": "O",
    "الوزير": "O",
    "الى": "O",
    "من": "O",
    "اتهمت": "O",
    "في": "O",
    "مدينه": "O",
    ".": "O",
    "،": "O",
    "-": "O",
}
"""Label of each word that the model knows, as its tokenizer writes it: without hamza and marks."""

LABELS = ("O", "B-LOC", "I-LOC", "B-PER", "I-PER")


def save(
    folder: Path,
    words: Mapping[str, str] = WORDS,
    labels: Sequence[str] = LABELS,
    *,
    positions: int = 34,
    blind: Collection[int] = (),
    head: bool = True,
    certainty: float = 8.0,
) -> Path:
    """Save a model of no layers: a token's embedding points at its label; return the folder.

    Parameters
    ----------
    positions
        Tokens that it has positions for.
    blind
        Positions of a window at which it sees no name.
    head
        Whether it is a token classifier, or the bare encoder below one.
    certainty
        How far the likeliest label stands above the others.
    """
    import torch
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import (
        BertConfig,
        BertForTokenClassification,
        BertModel,
        PreTrainedTokenizerFast,
    )

    vocabulary = {word: number for number, word in enumerate((*MARKS, *words))}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))  # noqa: S106 (no secret)
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.BertNormalizer(lowercase=False, strip_accents=True),
            normalizers.Replace("ة", "ه"),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",  # noqa: S106
        unk_token="[UNK]",  # noqa: S106
        cls_token="[CLS]",  # noqa: S106
        sep_token="[SEP]",  # noqa: S106
        clean_up_tokenization_spaces=False,
    ).save_pretrained(folder)

    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=len(labels),
        num_hidden_layers=0,
        num_attention_heads=1,
        intermediate_size=1,
        max_position_embeddings=positions,
        id2label=dict(enumerate(labels)),
        label2id={label: number for number, label in enumerate(labels)},
        architectures=["BertForTokenClassification" if head else "BertModel"],
    )
    model = BertForTokenClassification(config) if head else BertModel(config, False)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.zero_()
        embeddings = (model.bert if head else model).embeddings
        embeddings.LayerNorm.weight.fill_(1.0)
        for word, number in vocabulary.items():
            embeddings.word_embeddings.weight[number, labels.index(words.get(word, "O"))] = 1.0
        for position in blind:
            embeddings.position_embeddings.weight[position, labels.index("O")] = 5.0
        if head:
            model.classifier.weight.copy_(torch.eye(len(labels)) * certainty)
    model.save_pretrained(folder)
    return folder
