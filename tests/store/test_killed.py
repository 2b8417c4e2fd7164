"""A process that is killed while it brings articles in leaves what a fresh build of its articles would give."""

import os
import random
import subprocess
import sys
import time

from corpus.store import open_corpus
from tests.bench.archive import World

KILLS = int(os.environ.get("READOUT_KILLS", "3"))
MOST = 8
"""Writes that a process has done when it is killed, within or after the next."""

WRITES = """
import random, sys
from corpus.store import open_corpus
from corpus.store.batch import Offer
from tests.bench.archive import World

url, seed = sys.argv[1], int(sys.argv[2])
chosen, world = random.Random(seed), World(60)
with open_corpus(url) as corpus:
    while True:
        made = world.article(chosen.randrange(60))
        if chosen.random() < 0.25:
            corpus.remove(made.article.id)
        elif chosen.random() < 0.3:
            some = [made, *(world.article(number) for number in chosen.sample(range(60), 5))]
            corpus.intake.take_all([Offer(one.article, one.found, "digest") for one in some])
        else:
            corpus.save(made.article, made.found, "digest")
        print("written", flush=True)
"""


def test_tables_agree_wherever_a_process_is_killed(any_url: str) -> None:
    chosen, world = random.Random(11), World(60)
    with open_corpus(any_url) as corpus:
        for number in range(20):
            made = world.article(number)
            corpus.save(made.article, made.found, "digest")
        for seed in range(KILLS):
            before = corpus.revision()
            _killed(any_url, seed, chosen.randint(1, MOST), chosen.uniform(0, 0.05))
            assert corpus.revision() != before
            assert corpus.check_kept() == {}


def _killed(url: str, seed: int, writes: int, after: float) -> None:
    process = subprocess.Popen([sys.executable, "-c", WRITES, url, str(seed)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    for _ in range(writes):
        assert process.stdout.readline() == b"written\n"
    time.sleep(after)
    process.kill()
    process.wait()
    process.stdout.close()
