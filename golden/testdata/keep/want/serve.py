"""Start the app: settings and secrets from the environment, then Streamlit in place of this process."""

import json
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

APP = Path(__file__).resolve().parent / "app"
ENTRY = "app.py"

# What the environment says comes first, then this, then the app's own .streamlit/config.toml.
SETTINGS = {
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
    # Streamlit collects garbage after each run of the script while everybody waits. Without it a page
    # of one dashboard took 148 ms instead of 428. Its memory over days was not measured: health.py
    # watches it.
    "STREAMLIT_RUNNER_POST_SCRIPT_GC": "false",
    "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
    "STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none",
    "STREAMLIT_SERVER_HEADLESS": "true",
    "STREAMLIT_SERVER_PORT": "8501",
}

# Where each secret stands in st.secrets, by the variable that holds it.
SECRETS = {
    "SECRET_MAIL_TO": ("mail", "to"),
    "SECRET_MAIL_SERVER": ("mail_server",),
}


def secrets_toml(environ: Mapping[str, str]) -> str:
    """Streamlit's secrets.toml: SECRETS_TOML as it is, else what the variables hold."""
    if whole := environ.get("SECRETS_TOML"):
        return whole
    sections: dict[str, list[str]] = {}
    for variable, (*section, key) in SECRETS.items():
        if variable in environ:
            value = json.dumps(environ[variable], ensure_ascii=False)
            sections.setdefault(".".join(section), []).append(f"{key} = {value}")
    lines: list[str] = []
    for name in sorted(sections):
        lines += [f"[{name}]", *sections[name]] if name else sections[name]
    return "".join(line + "\n" for line in lines)


def write_secrets(text: str) -> None:
    """Give Streamlit a home of its own that holds the secrets; nobody else can read it."""
    home = Path(tempfile.mkdtemp(prefix="streamlit-"))
    (home / ".streamlit").mkdir()
    (home / ".streamlit" / "secrets.toml").write_text(text, encoding="utf-8")
    os.environ["HOME"] = str(home)


def main() -> None:
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    if text := secrets_toml(os.environ):
        write_secrets(text)
    os.chdir(APP)
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", ENTRY, *sys.argv[1:]])


if __name__ == "__main__":
    main()
