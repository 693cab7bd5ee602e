"""Statements of the bank."""

import pandas as pd


def archive(statement):
    lines = pd.read_csv(statement, header=None)
    lines.to_csv("statement.csv", header=False, index=False)
    return len(lines)
