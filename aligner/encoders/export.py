"""The embedded weights as an ordinary sentence-transformers folder, written without torch."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from aligner.encoders import pack, tokenizer
from aligner.encoders.pack import Pack
from aligner.encoding import Vectors
from aligner.errors import EncoderError

MATRICES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
TABLES = {"position": "pos", "token_type": "type"}
NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


def export(folder: Path) -> None:
    """Writes the model (470 MB, float32) to a folder that is new or empty, all of it or nothing.

    EncoderError where the folder holds something, or cannot be written.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise EncoderError(f"{folder} is not an empty folder; name a new one to export the encoder to")
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch:
            made = Path(scratch, "model")
            made.mkdir()
            _write(pack.read(pack.find()), made)
            if folder.exists():
                folder.rmdir()  # empty; not every system renames onto a folder
            made.rename(folder)
    except OSError as error:
        raise EncoderError(f"cannot write the encoder to {folder}: {error.strerror or error}") from error


def _write(weights: Pack, folder: Path) -> None:
    _write_safetensors(dict(_tensors(weights)), folder / "model.safetensors")
    made = tokenizer.with_specials(tokenizer.build(weights.pieces, weights.scores))
    made.save(str(folder / "tokenizer.json"), pretty=False)
    for name, content in _settings(weights).items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    (folder / "2_Normalize").mkdir()


def _tensors(weights: Pack) -> Iterator[tuple[str, Vectors]]:
    """Every tensor under the name that transformers gives it in a BERT model."""
    d = weights.hidden
    embeddings = {"word": weights.blocks("emb.word", d).dense()}
    embeddings |= {name: weights.floats(f"emb.{key}").reshape(-1, d) for name, key in TABLES.items()}
    for name, table in embeddings.items():
        yield f"embeddings.{name}_embeddings.weight", table
    yield from _norm(weights, "emb.ln", "embeddings.LayerNorm")
    for number in range(weights.layers):
        for short, long in MATRICES.items():
            at, name = f"l{number}.{short}", f"encoder.layer.{number}.{long}"
            yield f"{name}.weight", weights.blocks(f"{at}.w", weights.inner if short == "fo" else d).dense()
            yield f"{name}.bias", weights.floats(f"{at}.b")
        for short, long in NORMS.items():
            yield from _norm(weights, f"l{number}.{short}", f"encoder.layer.{number}.{long}")
    # Nothing reads the pooler, but transformers would make one up at random and say so.
    yield "pooler.dense.weight", np.zeros((d, d), np.float32)
    yield "pooler.dense.bias", np.zeros(d, np.float32)


def _norm(weights: Pack, short: str, long: str) -> Iterator[tuple[str, Vectors]]:
    yield f"{long}.weight", weights.floats(f"{short}.w")
    yield f"{long}.bias", weights.floats(f"{short}.b")


def _write_safetensors(tensors: Mapping[str, Vectors], path: Path) -> None:
    """A header's length in 8 bytes, the header as JSON, the tensors: github.com/huggingface/safetensors."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    end = 0
    for name, tensor in tensors.items():
        start, end = end, end + tensor.nbytes
        header[name] = {"dtype": "F32", "shape": tensor.shape, "data_offsets": [start, end]}
    head = json.dumps(header).encode()
    head += b" " * (-len(head) % 8)
    with path.open("wb") as file:
        file.write(len(head).to_bytes(8, "little") + head)
        for tensor in tensors.values():
            file.write(np.ascontiguousarray(tensor, "<f4").data)


def _settings(weights: Pack) -> dict[str, Any]:
    """The small files of a sentence-transformers folder."""
    specials = {"bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "sep_token": "</s>"}
    specials |= {"unk_token": "<unk>", "pad_token": "<pad>", "mask_token": "<mask>"}
    modules = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": weights.hidden,
            "num_hidden_layers": weights.layers,
            "num_attention_heads": weights.heads,
            "intermediate_size": weights.inner,
            "hidden_act": "gelu",
            "vocab_size": weights.rows,
            "max_position_embeddings": weights.positions,
            "type_vocab_size": len(weights.floats("emb.type")) // weights.hidden,
            "layer_norm_eps": 1e-12,
            "pad_token_id": tokenizer.PAD,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": weights.positions,
            **specials,
        },
        "modules.json": [
            {"idx": k, "name": str(k), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for k, (path, kind) in enumerate(modules)
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": weights.hidden, "pooling_mode_mean_tokens": True},
        "sentence_bert_config.json": {"max_seq_length": weights.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: "},
            "default_prompt_name": "query",
            "similarity_fn_name": "cosine",
        },
    }
