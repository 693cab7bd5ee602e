from hostile.operations.class_ import schemas, service


def test_class_1_binds_its_inputs() -> None:
    inputs = {field.alias or name for name, field in schemas.Class1Params.model_fields.items()}
    assert set(service.CLASS_1.compile().params) == inputs
