"""Errors that the service answers on purpose; each detail is written for callers."""


class ServiceError(Exception):
    """Base of all errors that callers are told about."""

    status = 500
    kind = "internal-error"
    title = "Internal error"

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class Unauthorized(ServiceError):
    status = 401
    kind = "unauthorized"
    title = "A valid key is needed"


class NotFound(ServiceError):
    status = 404
    kind = "not-found"
    title = "Nothing found"


class NotAcceptable(ServiceError):
    status = 406
    kind = "not-acceptable"
    title = "No such representation"


class TooLarge(ServiceError):
    status = 413
    kind = "too-large"
    title = "The request is too large"


class UnsupportedMediaType(ServiceError):
    status = 415
    kind = "unsupported-media-type"
    title = "No such representation is taken"


class TooManyRows(ServiceError):
    status = 422
    kind = "too-many-rows"
    title = "The result is too large"


class NotBuilt(ServiceError):
    status = 501
    kind = "not-built"
    title = "The operation has no logic yet"
