from index.stores.archive import Archive


def test_a_list_is_newest_first_and_can_be_searched(samples: Archive) -> None:
    everything = samples.database.listing(most=100)
    assert len(everything) == samples.database.listed() == samples.database.counts()[0]
    days = [one.published for one in everything if one.published]
    assert days == sorted(days, reverse=True)
    bridge = samples.database.listing("old weir")
    assert bridge
    assert all("old weir" in f"{one.title}{one.key}".lower() for one in bridge)
    assert samples.database.listing(skip=2, most=1) == everything[2:3]


def test_what_stands_for_others_in_a_pattern_stands_for_itself(samples: Archive) -> None:
    for odd in ("%", "_", "!", "' OR 1=1 --", "\ud800", "\0"):
        assert samples.database.listed(odd) == len(samples.database.listing(odd, most=100))
    assert samples.database.listed("%") == 0


def test_counts_by_outlet_and_month_are_those_of_the_list(samples: Archive) -> None:
    everything = samples.database.listing(most=100)
    assert sum(n for _, n in samples.database.by_outlet()) == len(everything)
    assert sum(samples.database.by_month().values()) == sum(one.published is not None for one in everything)
    assert list(samples.database.by_month()) == sorted(samples.database.by_month())
