"""Sheets that leave the house: real dates, no formulas, the filters on the first line."""
