"""Passwords are hashed on all cores but one, and whoever is sent away tried nothing."""

import contextlib
import threading
from unittest import mock

import pytest

from bothways.ground import hashing
from bothways.ground.environment import environment
from bothways.ground.hashing import Busy, ByOneThread, _place, places, room

PASSWORD = "careful hands can be taught"


@pytest.mark.parametrize(
    ("cores", "workers", "places_for_hashes"), [(1, 1, 1), (2, 2, 1), (8, 8, 7), (8, 4, 3), (8, 1, 1), (None, 4, 1)]
)
def test_a_core_and_a_process_of_the_web_server_are_left_for_pages(monkeypatch, cores, workers, places_for_hashes):
    monkeypatch.setattr(environment(), "workers", workers)
    with mock.patch.object(hashing.os, "cpu_count", return_value=cores):
        assert places() == places_for_hashes


def test_of_many_at_once_as_many_are_heard_as_there_are_places():
    most, many = places(), places() + 7
    gate, refused, heard, away = threading.Barrier(many), threading.Event(), [], []

    def one():
        gate.wait(timeout=30)
        try:
            with room():
                heard.append(1)
                refused.wait(timeout=30)
        except Busy:
            away.append(1)
            if len(away) == many - most:
                refused.set()

    threads = [threading.Thread(target=one) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert (len(heard), len(away)) == (most, many - most)
    with room(), room():  # free again; and who is inside needs no other place
        pass


def test_a_new_password_waits_for_its_place():
    gate, chosen = threading.Event(), []
    hasher = ByOneThread()

    def choose():
        gate.wait(timeout=30)
        chosen.append(hasher.encode(PASSWORD, hasher.salt()))

    thread = threading.Thread(target=choose)
    thread.start()
    with contextlib.ExitStack() as others:
        for _ in range(places()):
            others.enter_context(_place(waits=False))
        gate.set()
        thread.join(timeout=0.3)
        assert (thread.is_alive(), chosen) == (True, [])
    thread.join(timeout=60)

    assert hasher.verify(PASSWORD, chosen[0])


def test_a_password_is_hashed_by_one_thread_and_known_again():
    hasher = ByOneThread()

    encoded = hasher.encode(PASSWORD, hasher.salt())

    assert "p=1$" in encoded
    assert hasher.verify(PASSWORD, encoded)
    assert not hasher.verify("another", encoded)
