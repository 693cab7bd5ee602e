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


class Forbidden(ServiceError):
    status = 403
    kind = "forbidden"
    title = "The key may not do this"


class NotFound(ServiceError):
    status = 404
    kind = "not-found"
    title = "Nothing found"


class TooLarge(ServiceError):
    status = 413
    kind = "too-large"
    title = "The request is too large"


class Unavailable(ServiceError):
    status = 503
    kind = "unavailable"
    title = "The service is not ready"
