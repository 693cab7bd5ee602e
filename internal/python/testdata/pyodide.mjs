// CPython 3.14 in WebAssembly: runs a Python script that reads paths from stdin, as an interpreter of the machine
// would. Arguments: the folder that holds node_modules/pyodide, the script, its arguments.
import { readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, script, ...args] = process.argv.slice(2);
const home = join(folder, "node_modules", "pyodide");
const { loadPyodide } = await import(pathToFileURL(join(home, "pyodide.mjs")).href);
const python = await loadPyodide({ indexURL: home + "/" });

const input = readFileSync(0, "utf8");
for (const top of new Set(input.split("\n").filter(Boolean).map((path) => "/" + path.split("/")[1]))) {
  python.FS.mkdirTree(top);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: top }, top);
}
const lines = input.split("\n").slice(0, -1);
python.setStdin({ stdin: () => (lines.length ? lines.shift() + "\n" : null) });
python.setStdout({ write: (bytes) => writeSync(1, bytes) });
python.globals.set("ARGS", python.toPy([script, ...args]));
python.runPython(`import sys, warnings; warnings.simplefilter("ignore"); sys.argv = list(ARGS)`);
python.runPython(readFileSync(script, "utf8"));
