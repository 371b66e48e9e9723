"""The memory of decoded items that are kept. Prints the bytes of one item."""

from __future__ import annotations

import argparse
import gc
from pathlib import Path

import body_codecs
from payloads import page_bytes

PAGE = 100


def resident() -> int:
    """Return the resident memory of this process in bytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) * 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--contender", choices=sorted(body_codecs.DECODE), required=True)
    parser.add_argument("--items", type=int, required=True)
    options = parser.parse_args()
    decode, text = body_codecs.DECODE[options.contender], page_bytes(PAGE)
    decode(text)
    gc.collect()
    before = resident()
    held = [decode(text) for _ in range(options.items // PAGE)]
    gc.collect()
    print((resident() - before) / (len(held) * PAGE))


main()
