from __future__ import annotations

from pathlib import Path

from ledger_rows import document

from pipeline.ledger.entities import merge
from pipeline.ledger.store import Store
from pipeline.model.row import Row
from pipeline.rows.organisations import ORGANISATIONS, Organisation
from pipeline.rows.people import PEOPLE, Person
from pipeline.rows.places import PLACES, Place

SAID: dict[str, list[Row]] = {
    "丙.txt": [Organisation("柳村党支部", "other", mentions=1, documents=1), Person("叶青", ("镇长",))],
    "乙.txt": [
        Organisation("柳村党支部", "party", "柳村", aliases=("村支部", "柳支部"), mentions=4, documents=1),
        Place("柳村", "village", "梅镇", aliases=("柳家村",)),
        Place("溪村", "village", "竹镇"),
        Place("溪村", "village", "梅镇"),
    ],
    "甲.txt": [
        Organisation("柳村党支部", "party", None, "梅镇党委", ("柳支部",), 2, 1),
        Person("叶青", ("书记", "镇长"), ("梅镇党委",)),
        Place("柳村", "village", "梅镇", adcode="999999"),
    ],
}


def test_one_body_is_one_row_whatever_the_order_of_reading(tmp_path: Path) -> None:
    for names in (sorted(SAID), sorted(SAID, reverse=True)):
        with Store.create(tmp_path / "ledger.sqlite") as store:
            for name in names:
                store.add(document(name), SAID[name])
            merge(store)
            assert list(store.rows(ORGANISATIONS)) == [
                Organisation("柳村党支部", "party", "柳村", "梅镇党委", ("村支部", "柳支部"), 7, 3)
            ]
            assert [row.titles for row in store.rows(PEOPLE)] == [("镇长", "书记")]  # 丙 stands before 甲
            assert [row.organisations for row in store.rows(PEOPLE)] == [("梅镇党委",)]
            assert list(store.rows(PLACES)) == [
                Place("柳村", "village", "梅镇", "999999", ("柳家村",)),
                Place("溪村", "village", "梅镇"),
                Place("溪村", "village", "竹镇"),
            ]


def test_merging_again_after_more_documents_is_as_merging_once(tmp_path: Path) -> None:
    with Store.create(tmp_path / "ledger.sqlite") as store:
        for name in sorted(SAID):
            store.add(document(name), SAID[name])
            merge(store)
        merge(store)
        assert [row.mentions for row in store.rows(ORGANISATIONS)] == [7]
