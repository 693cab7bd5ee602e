"""Import-time effects belong to those who import (T10)."""
#: page-effects file.read, env.read, env.write
import os

from dotenv import load_dotenv

load_dotenv()  #: causes file.read, env.write
DEBUG = os.getenv("DEBUG") == "1"  #: causes env.read; key DEBUG
NAME = "app"


def level():  #: effects settings.read
    return 10 if DEBUG else 20
