"""Decoding and encoding. Prints the samples of every case as JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from functools import partial

import body_codecs
from payloads import page_bytes
from rounds import Samples, in_turns

SIZES = (1, 100, 1000)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--slot", type=float, required=True)
    options = parser.parse_args()
    body_codecs.check()
    cases: dict[str, Samples] = {}
    for size in SIZES:
        text = page_bytes(size)
        decoders = {name: partial(decode, text) for name, decode in body_codecs.DECODE.items()}
        cases[f"decode {size}"] = in_turns(decoders, rounds=options.rounds, slot=options.slot)
        for case, contenders in (("encode", body_codecs.ENCODE), ("build", body_codecs.BUILD)):
            repeated = {name: partial(_repeat, encode, size) for name, encode in contenders.items()}
            cases[f"{case} {size}"] = in_turns(repeated, rounds=options.rounds, slot=options.slot)
    print(json.dumps(cases))


def _repeat(encode: Callable[[], object], times: int) -> None:
    for _ in range(times):
        encode()


main()
