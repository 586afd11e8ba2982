"""How asking can fail, told by exceptions that stay inside this package; outside they are answers."""


class UnansweredError(Exception):
    """The service could not be asked; the text says why in a few words for a person.

    `is_refusal` tells that it refused this one request (400, 404, 413, 414, 422), so that another may be answered.
    """

    def __init__(self, why: str, *, is_refusal: bool = False) -> None:
        """As described."""
        super().__init__(why)
        self.is_refusal = is_refusal


class NotThereError(Exception):
    """The service answered, in its own way, that it does not have what was asked for."""


class MalformedError(Exception):
    """An answer does not have the shape that the service documents."""
