"""Sample data for the store's tests, and a dump to compare files with."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from thidua_desktop.domain.confirmations import Confirmation
from thidua_desktop.domain.figures import Figure, Period, Source
from thidua_desktop.store import undo
from thidua_desktop.store.connection import connect
from thidua_desktop.store.decisions import Said
from thidua_desktop.store.imports import ImportRecord, LeftOutRow
from thidua_desktop.store.late import LateAnswer
from thidua_desktop.store.mappings import MappedColumn, StoredMapping
from thidua_desktop.store.past_awards import StoredPastAward
from thidua_desktop.store.scenarios import StoredScenario
from thidua_desktop.store.snapshots import Frozen

HANOI = timezone(timedelta(hours=7))
YEAR_END = Period(date(2023, 6, 1), date(2023, 12, 31))
NOVEMBER = Period(date(2023, 6, 1), date(2023, 11, 30))
AT = datetime(2024, 1, 3, 8, 30, tzinfo=HANOI)


def dump(workspace, tables=None):
    """Return every row of every watched table, by table."""
    with connect(workspace.path) as connection:
        names = tables or undo.watched(connection)
        return {name: rows_of(connection, name) for name in names}


def rows_of(connection, table):
    return connection.execute(f'SELECT * FROM "{table}" ORDER BY id').fetchall()  # noqa: S608


def empty(workspace):
    return all(not rows for rows in dump(workspace).values())


def make_figure(subject, measure="resolved_total", **changes):
    values = {
        "period": YEAR_END,
        "count": 1000,
        "source": Source("thang-12.xlsx", "Tổng hợp", "C7", AT, "An"),
    }
    return Figure(subject, measure, **values | changes)


def make_record(campaign="nui-thanh-2023", **changes):
    values = {
        "campaign": campaign,
        "file": "thang-12.xlsx",
        "digest": "ab" * 32,
        "sheet": "Tổng hợp",
        "period": YEAR_END,
        "at": AT,
        "by": "An",
        "new": 3,
        "left_out": (LeftOutRow(9, "UBND xã Tam Mĩ", ("unknown-unit",)),),
    }
    return ImportRecord(**values | changes)


def fill(workspace):
    """Put at least one row into every watched table, in one action; return the subjects."""
    with workspace.write("Đưa vào mẫu", kind="fill") as session:
        session.campaigns.add("nui-thanh-2023", 'name = "Núi Thành"')
        session.campaigns.decide("nui-thanh-2023", "order", "coefficient-first")
        commune = session.subjects.add_unit("UBND xã Tam Hải", "Tam Hải")
        office = session.subjects.add_unit("Phòng Nội vụ")
        person = session.subjects.add_person(
            "Nguyễn Thị Thúy",
            office,
            date(1988, 5, 4),
            gender="Nữ",
            position="Chuyên viên",
            qualification="Đại học",
            home_town="Núi Thành, Quảng Nam",
        )
        session.subjects.add_alias(commune, "xã tam hải")
        session.participants.add("nui-thanh-2023", commune, "xa")
        session.settings.put("office", "UBND huyện Núi Thành")
        number = session.imports.add(make_record())
        session.figures.put_import(number, [make_figure(commune), make_figure(office)])
        session.figures.put(
            make_figure(
                commune, "target", period=None, count=None, percent=Decimal("65.5"), by_hand=True
            )
        )
        session.figures.put(make_figure(office, "complaints", count=None, missing="#REF!"))
        session.confirmations.put(
            "nui-thanh-2023", person, "initiative", Confirmation(True, "Sáng kiến số 12")
        )
        report = session.reports.add("nui-thanh-2023", person, "nd91-2017/mau-07", "giay-khen")
        session.reports.write_section(report, "thanh-tich", "Hoàn thành tốt nhiệm vụ.")
    return commune, office, person


SAID = Said("Hội đồng", AT, "họp ngày 03/01/2024")
FROZEN = Frozen("Trước khi họp", "K7W3MAXP", date(2024, 1, 5), '{"format":1}')


def decide(workspace):
    """Put at least one row into every table of decisions, in two actions; return the snapshot."""
    with workspace.write("Chốt", kind="freeze", undoable=False) as session:
        snapshot = session.snapshots.add("nui-thanh-2023", FROZEN, SAID)
        session.snapshots.withdraw(snapshot, SAID)
    with workspace.write("Quyết định", kind="decide") as session:
        session.decisions.record("nui-thanh-2023", {"order": "no-coefficient"}, SAID)
        session.late_answers.add(snapshot, make_answer())
        session.scenarios.put(
            "nui-thanh-2023", StoredScenario("Bỏ điều kiện", '{"dropped":["xet-xa"]}'), SAID
        )
    return snapshot


def make_mapping(**changes):
    values = {
        "signature": "cd" * 32,
        "columns": (
            MappedColumn("B", "Tên đơn vị", "unit"),
            MappedColumn("C", "Chỉ tiêu", "target_online", "decimals", as_typed=True),
        ),
        "file": "thang-12.xlsx",
        "at": AT,
        "who": "An",
        "sheet": "Tổng hợp",
        "header": (4, 5),
    }
    return StoredMapping(**values | changes)


def map_columns(workspace):
    """Put a row into the table of mappings, in one action."""
    with workspace.write("Ghép cột", kind="map") as session:
        session.mappings.put("nui-thanh-2023", make_mapping())


def replace_a_figure(workspace, subject=1):
    """Put a row into the table of replaced figures: another table gives another value."""
    other = Source("van-phong.xlsx", "Sheet1", "D9", AT, "Bình")
    with workspace.write("Nhập bảng khác", kind="import") as session:
        number = session.imports.add(make_record(file="van-phong.xlsx"))
        session.figures.put_import(number, [make_figure(subject, count=1001, source=other)])


def make_past_award(subject=1, **changes):
    values = {
        "year": 2022,
        "award": "Giấy khen của Chủ tịch UBND huyện",
        "number": "123/QĐ-UBND",
        "decided_on": date(2023, 1, 5),
        "authority": "Chủ tịch UBND huyện",
        "note": "Thi đua thường xuyên",
    }
    return StoredPastAward(subject, **values | changes)


def remember_an_award(workspace, subject=1):
    """Put a row into the table of past awards, in one action."""
    with workspace.write("Ghi khen thưởng", kind="add-past-award") as session:
        session.past_awards.add(make_past_award(subject), SAID)


def make_answer(**changes):
    values = {
        "subject": 1,
        "measure": "resolved_total",
        "period": YEAR_END,
        "accepted": False,
        "before": '{"count":1000}',
        "after": None,
        "said": SAID,
    }
    return LateAnswer(**values | changes)
