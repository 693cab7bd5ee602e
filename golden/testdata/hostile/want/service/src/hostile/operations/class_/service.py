import pyarrow as pa
from sqlalchemy import Engine, text

from hostile.operations.class_ import schemas
from hostile.platform import frames

CLASS_1 = text("""\
SELECT 'it''s \\:not_me' AS "a ""quoted"" name", "class", 'C:\\new' AS path, '{braces} %s %% ""\"' AS odd -- don't
FROM t /* \\:nor_me */ WHERE a = :from AND b = :None_ AND c = :CamelCase AND d = :_private AND e = :x0
""")


def class_1(db: Engine, params: schemas.Class1Params) -> pa.Table:
    """\""" ends a docstring\\"""
    with db.connect() as connection:
        found = connection.execute(CLASS_1, params.model_dump(by_alias=True))
        return frames.from_result(found, schemas.Class1Row, max_rows=100_000)
