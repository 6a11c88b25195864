from ui.web.conversations import Session
from ui.web.login import TRIES, WITHIN, Login
from ui.web.sessions import Sessions


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_tries_are_limited_and_come_back() -> None:
    clock = Clock()
    login = Login("right", Sessions(7860), clock)
    assert [login.admits("wrong", "10.0.0.1") for _ in range(TRIES)] == [False] * TRIES
    assert login.admits("right", "10.0.0.1") is None
    assert login.admits("right", "10.0.0.2") is True
    clock.now += WITHIN + 1
    assert login.admits("right", "10.0.0.1") is True


def test_many_addresses_together_are_limited_too() -> None:
    login = Login("right", Sessions(7860), Clock())
    for n in range(10 * TRIES):
        assert login.admits("wrong", f"10.0.{n}.1") is False
    assert login.admits("right", "10.9.9.9") is None


def test_odd_passwords_are_compared_like_others() -> None:
    login = Login("pässwörd \U0001f511", Sessions(7860), Clock())
    assert login.admits("pässwörd \U0001f511", "a") is True
    assert login.admits("", "a") is False
    assert login.admits("\ud800", "a") is False


def test_a_session_is_known_again_and_another_servers_is_not() -> None:
    ours, theirs = Sessions(7860), Sessions(7860)
    session, cookie = ours.new()
    sent = cookie.partition(";")[0]
    assert ours.of(sent) == (session, None)
    assert ours.of(f"other=1; {sent}") == (session, None)
    assert theirs.of(sent)[0] != session
    assert ours.of("")[0] != session
    assert ours.of('attribune-7860="\\"; x')[1] is not None
    assert not Login("x", ours).knows(Session("anybody"))
