"""Recognizers-Text for Python: numbers, per cent, units, times. Runs in its own environment; see ../run.py."""

from __future__ import annotations

import datetime
import json
import sys
from importlib.metadata import version

from recognizers_date_time import recognize_datetime
from recognizers_number import Culture, recognize_number, recognize_percentage
from recognizers_number_with_unit import (
    recognize_age,
    recognize_currency,
    recognize_dimension,
    recognize_temperature,
)

ZH = Culture.Chinese
READERS = (
    recognize_number,
    recognize_percentage,
    recognize_currency,
    recognize_dimension,
    recognize_age,
    recognize_temperature,
)
UNITS = {
    "Mu": "亩", "Chinese yuan": "元", "United States dollar": "美元", "Kilogram": "公斤", "Gram": "克", "Ton": "吨", "Metric ton": "吨",
    "Jin": "斤", "Meter": "米", "Kilometer": "公里", "Centimeter": "厘米", "Millimeter": "毫米", "Square meter": "平方米",
    "Square kilometer": "平方公里", "Hectare": "公顷", "Cubic meter": "立方米", "Year": "岁", "C": "℃", "Celsius": "℃", "Degree Celsius": "℃",
}  # fmt: skip


def numbers(text: str) -> list[dict]:
    found = []
    for read in READERS:
        for hit in read(text, ZH):
            value, unit = hit.resolution.get("value"), hit.resolution.get("unit")
            if value is None:
                continue
            if value.endswith("%"):
                value, unit = value[:-1], "%"
            said = text[hit.start : hit.end + 1]
            known = UNITS.get(unit, unit)
            # kilogram is 公斤 and 千克: the one that the text says
            if unit == "Kilogram" and said.endswith("千克"):
                known = "千克"
            if unit == "Year" and said.endswith("周岁"):
                known = "周岁"
            if unit == "Chinese yuan" and not said.endswith(("元", "块钱", "人民币", "块")):
                known = None
            found.append(
                {"start": hit.start, "end": hit.end + 1, "value": value.replace(",", ""), "unit": known}
            )
    return found


def times(text: str, date: str) -> list[dict]:
    found = []
    for hit in recognize_datetime(text, ZH, reference=datetime.datetime.fromisoformat(date)):
        days = [pair for value in hit.resolution["values"] if (pair := fixed(value))]
        if days:
            found.append({"start": hit.start, "end": hit.end + 1, "days": days})
    return found


def fixed(value: dict) -> list[str] | None:
    """First and last day; its ranges end before their `end`. None for clock times, durations and sets."""
    if value["type"] in ("date", "datetime") and value.get("value", "not resolved")[:1].isdigit():
        return [value["value"][:10]] * 2
    if value["type"] in ("daterange", "datetimerange") and "start" in value and "end" in value:
        end = datetime.date.fromisoformat(value["end"][:10])
        last = end - datetime.timedelta(days=1) if value["type"] == "daterange" else end
        return [value["start"][:10], last.isoformat()]
    return None


def safely(read, *given: str) -> list[dict]:
    try:
        return read(*given)
    except Exception:  # what it cannot read it may raise on: nothing was found
        return []


asked = json.load(sys.stdin)
json.dump(
    {
        "version": version("recognizers-text-suite"),
        "numbers": [safely(numbers, case["text"]) for case in asked["numbers"]],
        "times": [safely(times, case["text"], case["date"]) for case in asked["times"]],
    },
    sys.stdout,
)
