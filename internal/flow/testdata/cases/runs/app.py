"""Files that are run by their path: their effects are those of the place, exec leaves their names behind."""
import runpy
from pathlib import Path

exec(Path("setup.py").read_text())  #: causes file.read, db.read, db.write
rows = load()  #: causes db.read; calls setup.py:load; type list[sqlite3.Row]
runpy.run_path("setup.py")  #: causes db.read, db.write; calls setup.py:<module>
