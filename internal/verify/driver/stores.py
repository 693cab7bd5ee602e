"""What a side left on disk: databases by their rows, other files by content."""

import hashlib
import io
import os
import sqlite3
import zipfile

KNOWN = {}  # rows of databases by the digest of the file: most runs change nothing
LEFT_OUT = {".git", ".venv", "venv", "__pycache__", ".streamlit", ".streamlift", "node_modules", ".env"}


def stores(root):
    """Every data file below root: {path: rows of each table, or a digest}."""
    found = {}
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if f not in LEFT_OUT)
        for name in sorted(files):
            path = os.path.join(folder, name)
            if (
                name in LEFT_OUT
                or name.endswith((".pyc", "-wal", "-shm", "-journal"))
                or os.path.islink(path)
            ):
                continue
            found[os.path.relpath(path, root).replace(os.sep, "/")] = content(path)
    return found


def digests(root):
    """Every file below root with a digest of its bytes: enough to know whether a step wrote."""
    found = {}
    for folder, folders, files in os.walk(root):
        folders[:] = [f for f in folders if f not in LEFT_OUT]
        for path in (os.path.join(folder, name) for name in files if not name.endswith((".pyc", "-shm"))):
            if os.path.isfile(path):
                with open(path, "rb") as f:
                    found[path] = hashlib.sha256(f.read()).digest()
    return found


def content(path):
    with open(path, "rb") as f:
        if f.read(16) == b"SQLite format 3\x00":
            f.seek(0)
            whole = hashlib.sha256(f.read()).digest()
            if os.path.exists(path + "-wal"):  # rows that are not in the file yet
                return rows(path)
            if whole not in KNOWN:
                KNOWN[whole] = rows(path)
            return KNOWN[whole]
        f.seek(0)
        return {"sha256": hashlib.sha256(steady(f.read())).hexdigest()}


def steady(content):
    """Bytes of a file, of an archive (spreadsheets are archives) those of its parts: it notes when they were packed."""
    if not content.startswith(b"PK\x03\x04"):
        return content
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"".join(name.encode() + b"\0" + archive.read(name) for name in sorted(archive.namelist()))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return content


def rows(path):
    """A digest and a count for each table; the rows themselves are compared when the digests differ."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        tables = [r[0] for r in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        found = {}
        for table in tables:
            quoted = table.replace('"', '""')
            lines = sorted(repr(r) for r in database.execute(f'SELECT * FROM "{quoted}"'))
            found[table] = {"rows": len(lines), "sha256": hashlib.sha256("\n".join(lines).encode()).hexdigest(), "last": lines[-3:]}
        return found
    except sqlite3.Error as error:  # broken in the app already, or left in the middle of a change
        return {"unreadable": str(error)}
    finally:
        database.close()
