from hostile.exceptions import NotBuilt
from hostile.operations.unicode_gro_e_6ef39f import schemas


def list_things(params: schemas.ListThingsParams) -> schemas.ListThingsRecord:
    """Second line of a description: with and \\N{BULLET} \\u0041 \\"""
    raise NotBuilt("why: \"because\" {of} 'this'")
