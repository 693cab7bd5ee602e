"""Also a program of its own: what it then does, importing it does not."""
#: page-effects pure
import os


def wipe():  #: effects file.write
    os.remove("all")


if __name__ == "__main__":
    wipe()  #: causes file.write
