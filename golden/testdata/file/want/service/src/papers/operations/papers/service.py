import papers_core
from papers.operations.papers import schemas
from papers.platform import files


def shorten(params: schemas.ShortenParams) -> files.Content:
    """Gives the first lines of a text file."""
    found = papers_core.shorten(paper=params.paper.file, lines=params.lines)
    return files.content_of(found)
