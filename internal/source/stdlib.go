package source

import "strings"

// Modules of the standard library, 3.8 to 3.14. Those that Streamlit itself has loaded by the time an app runs cannot
// be hidden by a file of the app; the others can, by a file in the entry's folder.
const (
	loadedModules = " abc array ast asyncio atexit base64 binascii bisect builtins bz2 calendar cmath codecs collections " +
		"concurrent contextlib contextvars copy copyreg csv ctypes dataclasses datetime decimal dis email encodings enum " +
		"errno fcntl fnmatch fractions functools gc genericpath gettext grp gzip hashlib heapq hmac http importlib inspect " +
		"io ipaddress itertools json keyword linecache locale logging lzma marshal math mimetypes mmap ntpath numbers opcode " +
		"operator os pathlib pickle pkgutil platform posix posixpath pprint pwd pydoc queue quopri random re reprlib secrets " +
		"select selectors shlex shutil signal site socket ssl stat string struct subprocess sys sysconfig tarfile tempfile " +
		"textwrap threading time timeit token tokenize tomllib traceback types typing unicodedata urllib uuid warnings " +
		"weakref zipfile zipimport zlib zoneinfo __future__ __main__ "
	otherModules = " aifc annotationlib antigravity argparse asynchat asyncore audioop bdb binhex cProfile cgi cgitb chunk " +
		"cmd code codeop colorsys compileall compression configparser crypt curses dbm difflib distutils doctest dummy_threading " +
		"ensurepip faulthandler filecmp fileinput formatter ftplib getopt getpass glob graphlib html idlelib imaplib imghdr imp " +
		"lib2to3 macpath mailbox mailcap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt nturl2path optparse " +
		"ossaudiodev parser pdb pickletools pipes plistlib poplib profile pstats pty py_compile pyclbr pydoc_data " +
		"pyexpat readline resource rlcompleter runpy sched shelve smtpd smtplib sndhdr socketserver spwd sqlite3 sre_compile " +
		"sre_constants sre_parse statistics stringprep sunau symbol symtable syslog tabnanny telnetlib termios this tkinter " +
		"trace tracemalloc tty turtle turtledemo unittest uu venv wave webbrowser winreg winsound wsgiref xdrlib xml xmlrpc " +
		"zipapp "
)

// StandardLibrary reports whether a dotted name is of a module that comes with Python.
func StandardLibrary(name string) bool {
	top, _, _ := strings.Cut(name, ".")
	return shadowedByLibrary(top) || standardLibrary(top)
}

// shadowedByLibrary tells names that are a library's whatever files the app has.
func shadowedByLibrary(top string) bool {
	return top == "streamlit" || strings.Contains(loadedModules, " "+top+" ")
}

// standardLibrary tells names that are a library's unless the entry's folder has a file of that name.
func standardLibrary(top string) bool { return strings.Contains(otherModules, " "+top+" ") }
