"""The calendar file: RFC 5545 as other programs read it, on the day that still satisfies."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua_desktop.domain.campaigns import Bound, Milestone
from thidua_desktop.errors import FileExistsAlreadyError, UnknownChoiceError
from thidua_desktop.importing.presets import load_preset
from thidua_desktop.services.calendar import holidays_of
from thidua_desktop.services.calendar_export import milestones_ics, save_ics
from thidua_desktop.services.demo import POINTS

MADE = datetime(2024, 1, 5, 3, 0, tzinfo=UTC)
OFFICE = load_preset("so-noi-vu-lang-son-2023")[0]
ENVIRONMENT = load_preset("so-tnmt-lang-son-2024")[0]


def export(campaign, readings=None):
    return milestones_ics(campaign, readings or {}, holidays_of(campaign), MADE)


def unfolded(data):
    return data.decode("utf-8").replace("\r\n ", "").split("\r\n")


def plain(value):
    """Undo the escaping of a text, a letter at a time."""
    letters, rest = [], iter(value)
    for letter in rest:
        follows = next(rest) if letter == "\\" else ""
        letters.append({"n": "\n"}.get(follows, follows) or letter)
    return "".join(letters)


def events(data):
    """Return the events as dictionaries by UID; what an alarm says is under `triggers`."""
    found, event, inside = {}, None, ""
    for line in unfolded(data):
        name, _, value = line.partition(":")
        if name == "BEGIN":
            inside = value
            event = {"triggers": []} if value == "VEVENT" else event
        elif name == "END":
            inside = "VEVENT" if value == "VALARM" else ""
            if value == "VEVENT":
                found[event["UID"]] = event
        elif inside == "VEVENT":
            event[name] = value
        elif inside == "VALARM" and name.startswith("TRIGGER"):
            event["triggers"].append(line)
    return found


def days(event):
    return event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]


def with_milestone(**more):
    milestone = Milestone("moc", "Mốc", more.pop("day"), **more)
    return events(export(replace(OFFICE, milestones=(milestone,))))[f"{OFFICE.id}.moc@thi-dua"]


def test_the_file_is_a_calendar_of_this_program():
    lines = unfolded(export(OFFICE))

    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Thi Dua//Thi Dua//VI"]
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_every_milestone_and_both_ends_are_events_of_a_whole_day():
    found = events(export(OFFICE))

    ids = {"start", "end", *(one.id for one in OFFICE.milestones)}
    assert set(found) == {f"{OFFICE.id}.{one}@thi-dua" for one in ids}
    assert days(found[f"{OFFICE.id}.end@thi-dua"]) == ("20231130", "20231201")
    assert all(one["DTSTAMP"] == "20240105T030000Z" for one in found.values())


def test_an_open_start_is_no_event():
    assert f"{ENVIRONMENT.id}.start@thi-dua" not in events(export(ENVIRONMENT))


def test_before_a_sunday_means_the_friday():
    event = with_milestone(day=date(2023, 12, 3), bound=Bound.BEFORE)

    assert days(event) == ("20231201", "20231202")
    assert plain(event["DESCRIPTION"]).split("\n")[1:] == [
        "Kế hoạch ghi: trước ngày 03/12/2023.",
        "Mốc trước 03/12/2023 (Chủ nhật): ngày làm việc cuối là Thứ Sáu 01/12/2023.",
    ]


def test_what_is_on_a_day_stays_on_it():
    assert days(with_milestone(day=date(2023, 12, 3)))[0] == "20231203"


def test_a_window_lasts_to_its_last_working_day_and_reminds_of_both_ends():
    event = with_milestone(day=date(2023, 12, 10), opens=date(2023, 12, 4), bound=Bound.BY)

    assert days(event) == ("20231204", "20231209")
    assert event["triggers"] == ["TRIGGER:-PT15H", "TRIGGER;RELATED=END:-PT39H"]


def test_a_window_without_a_working_day_keeps_its_days():
    event = with_milestone(day=date(2023, 12, 3), opens=date(2023, 12, 2), bound=Bound.BY)

    assert days(event) == ("20231202", "20231204")
    assert "không có ngày làm việc nào" in event["DESCRIPTION"]


def test_a_single_day_reminds_on_the_day_before():
    assert with_milestone(day=date(2023, 12, 1))["triggers"] == ["TRIGGER:-PT15H"]


def test_a_holiday_is_named():
    event = events(export(ENVIRONMENT))[f"{ENVIRONMENT.id}.nop-ho-so@thi-dua"]

    assert "01/01/2025 nghỉ Tết Dương lịch" in event["DESCRIPTION"]


def test_a_later_export_of_a_moved_day_has_the_same_uid():
    before = events(export(OFFICE))
    moved = tuple(replace(one, day=date(2023, 12, 20)) for one in OFFICE.milestones)

    after = events(export(replace(OFFICE, milestones=moved)))

    assert set(before) == set(after)


def test_a_milestone_is_named_as_the_reading_says():
    (reading, *_) = [one for one in OFFICE.milestones if one.meanings]
    options = reading.meanings.values

    for value, name in options.items():
        found = events(export(OFFICE, {reading.meanings.reading: value}))
        assert plain(found[f"{OFFICE.id}.{reading.id}@thi-dua"]["SUMMARY"]).endswith(f": {name}")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200))
def test_any_name_comes_back_whole_and_no_line_is_too_long(name):
    milestone = Milestone("moc", name, date(2023, 12, 1), note="a;b,c\\d\ne")
    data = export(replace(OFFICE, milestones=(milestone,)))

    event = events(data)[f"{OFFICE.id}.moc@thi-dua"]

    assert plain(event["SUMMARY"]) == f"{OFFICE.short}: {name}"
    assert "a;b,c\\d\ne." in plain(event["DESCRIPTION"])
    assert max(len(line) for line in data.split(b"\r\n")) <= 75


def test_the_file_is_written_once_and_never_replaced_unasked(office, tmp_path):
    path = tmp_path / "mốc.ics"

    save_ics(office.workspace, POINTS, path, replace=False)

    assert f"{POINTS}.tong-ket@thi-dua" in events(path.read_bytes())
    with pytest.raises(FileExistsAlreadyError):
        save_ics(office.workspace, POINTS, path, replace=False)


def test_another_ending_is_refused(office, tmp_path):
    with pytest.raises(UnknownChoiceError) as caught:
        save_ics(office.workspace, POINTS, tmp_path / "mốc.pdf", replace=False)

    assert caught.value.choices == (".ics",)
