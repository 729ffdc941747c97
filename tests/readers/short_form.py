"""A document in the short form of the golden files: what it says and where, without empty single cells."""

from typing import Any

from collector.model.documents import Document, Line, Table
from collector.readers.grid import distinct


def short_form(document: Document) -> dict[str, Any]:
    """Sections with their lines, and tables with their cells under "place rows x columns"."""
    return {
        "reader": document.reader,
        "identifier": document.identifier,
        "sections": [
            {
                "name": section.name,
                "hidden": section.hidden,
                "blocks": [
                    short_table(block) if isinstance(block, Table) else f"{block.place}: {block.text}"
                    for block in section.blocks
                ],
            }
            for section in document.sections
        ],
    }


def short_table(table: Table) -> dict[str, Any]:
    """One table."""
    cells = {}
    for cell in distinct(table.rows):
        span = f" {cell.rows}x{cell.columns}" if (cell.rows, cell.columns) != (1, 1) else ""
        if cell.text or span:
            cells[cell.place + span] = cell.text
    return {"table": table.place, "size": size(table), "cells": cells}


def size(table: Table) -> list[int]:
    """Rows and columns."""
    return [len(table.rows), len(table.rows[0])]


def texts(table: Table) -> list[list[str]]:
    """The text at every position; a merged cell says it at each that it covers."""
    return [[cell.text for cell in row] for row in table.rows]


def tables(document: Document, *, hidden: bool = False) -> list[Table]:
    """All tables in reading order: those that are shown, or those that are not."""
    return [block for block in _blocks(document, hidden) if isinstance(block, Table)]


def lines(document: Document, *, hidden: bool = False) -> list[str]:
    """All lines in reading order: those that are shown, or those that are not."""
    return [block.text for block in _blocks(document, hidden) if isinstance(block, Line)]


def _blocks(document: Document, hidden: bool) -> list[Line | Table]:
    return [block for section in document.sections if section.hidden is hidden for block in section.blocks]
