package manifest

import (
	"slices"
	"strings"
)

// IsPythonKeyword reports whether a name is a hard keyword of Python.
func IsPythonKeyword(name string) bool {
	return slices.Contains([]string{
		"False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
		"elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
		"not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
	}, name)
}

// builtins are names that a function of the generated code must not shadow: those it uses itself
// and those a reader would take for Python's own.
func builtins() []string {
	return []string{
		"abs", "all", "any", "ascii", "bin", "bool", "breakpoint", "bytearray", "bytes", "callable", "chr", "classmethod",
		"compile", "complex", "delattr", "dict", "dir", "divmod", "enumerate", "eval", "exec", "filter", "float", "format",
		"frozenset", "getattr", "globals", "hasattr", "hash", "help", "hex", "id", "input", "int", "isinstance",
		"issubclass", "iter", "len", "list", "locals", "map", "match", "max", "memoryview", "min", "next", "object", "oct",
		"open", "ord", "pow", "print", "property", "range", "repr", "reversed", "round", "set", "setattr", "slice",
		"sorted", "staticmethod", "str", "sum", "super", "tuple", "type", "vars", "zip",
	}
}

// takenModules are modules that a package or module of the project must not hide: Python's own and
// those that the generated code imports.
func takenModules() []string {
	return strings.Fields(`
		abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect
		builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall
		concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm
		decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput
		fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac
		html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale
		logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis
		nntplib nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes
		pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data
		pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve
		shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse
		ssl stat statistics string stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile
		telnetlib tempfile termios textwrap this threading time timeit tkinter token tokenize tomllib trace traceback
		tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref
		webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
		anyio fastapi httpx pandas pyarrow pydantic sqlalchemy starlette streamlit structlog tests ui uvicorn`)
}

// ownVariables are those of the service, and those by which the system finds its way.
func ownVariables() []string {
	return []string{
		"API_KEY", "API_TIMEOUT", "API_URL", "CORS_ORIGINS", "DATA_ROOT", "ENVIRONMENT", "LOG_LEVEL", "MAX_BODY_BYTES", "MAX_TABLE_BYTES", "POOL_SIZE",
		"PROCESSES", "STATEMENT_SECONDS", "STORE_URL",
		"HOME", "PATH", "PYTHONHOME", "PYTHONPATH", "TMPDIR", "USER",
	}
}

// IsFreeName reports whether an operation may have a name: it is none of Python's, nor of the client's.
func IsFreeName(name string) bool {
	return !IsPythonKeyword(name) && !slices.Contains(builtins(), name) && !slices.Contains(clientWords(), name)
}

// clientWords are names that the client has itself.
func clientWords() []string { return []string{"close", "aclose", "health", "self", "request"} }

// NameKey is equal for names that meet in one name of Python: two operations, or two inputs, may not share it.
func NameKey(name string) string { return strings.ToLower(oneName(name)) }
