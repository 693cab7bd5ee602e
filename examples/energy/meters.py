"""Meters of a house and what they said: one CSV file a year, below data/."""

from datetime import date
from pathlib import Path

import pandas as pd
import streamlit as st

DATA = Path("data")


@st.cache_data(ttl="10m")
def readings(year: int) -> pd.DataFrame:
    """All readings of a year, by meter and day."""
    return pd.read_csv(DATA / f"{year}.csv", parse_dates=["day"], dtype={"meter": "category"})


def years() -> list[int]:
    """Years that there is a file of, newest first."""
    return sorted((int(path.stem) for path in DATA.glob("*.csv")), reverse=True)


def use(year: int, meter: str, every: str = "MS") -> pd.DataFrame:
    """What a meter counted between the ends of months ("MS") or quarters ("QS")."""
    frame = readings(year)
    frame = frame[frame["meter"] == meter].set_index("day")["value"]
    if len(frame) < 2:
        st.info(f"Meter {meter} was read less than twice in {year}.")
        st.stop()
    counted = frame.resample(every).last().ffill().diff().dropna()
    return counted.rename("used").reset_index()


def odd(year: int, factor: float) -> pd.DataFrame:
    """Readings that are lower than the one before, or further from it than a factor of the usual step."""
    with st.spinner("Looking"):
        frame = readings(year).sort_values(["meter", "day"], ignore_index=True)
        frame["step"] = frame.groupby("meter", observed=True)["value"].diff()
        usual = frame.groupby("meter", observed=True)["step"].transform("median")
        found = frame[(frame["step"] < 0) | (frame["step"] > usual * factor)]
    if found.empty:
        st.success("Nothing looks odd.")
    return found.reset_index(drop=True)


def correct(year: int, frame: pd.DataFrame) -> int:
    """Puts corrected readings in the place of a year's, and gives how many differ."""
    if frame["value"].isna().any() or (frame["value"] < 0).any():
        raise ValueError("a reading is a number from 0 up")
    file = DATA / f"{year}.csv"
    before = pd.read_csv(file)["value"]
    frame.assign(day=pd.to_datetime(frame["day"]).dt.strftime("%Y-%m-%d")).to_csv(file, index=False)
    return int((frame["value"].to_numpy() != before.to_numpy()).sum())


def add_reading(meter: str, day: date, value: float) -> float:
    """Keeps a reading and gives the step from the one before it."""
    file = DATA / f"{day.year}.csv"
    if not file.exists():
        raise FileNotFoundError(f"there is no book of {day.year}")
    frame = pd.read_csv(file)
    before = frame[(frame["meter"] == meter) & (frame["day"] < day.isoformat())]["value"]
    if before.empty:
        raise ValueError(f"{meter} has no earlier reading")
    with file.open("a", encoding="utf-8") as out:
        out.write(f"{meter},{day.isoformat()},{value}\n")
    return round(value - float(before.iloc[-1]), 2)
