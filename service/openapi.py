"""Prints the API's description: `python -m service.openapi > openapi/openapi.json`."""

import json

from service.api import describe_api


def openapi_text() -> str:
    """Give the OpenAPI document as it is committed: the same bytes for the same code."""
    return json.dumps(describe_api().openapi(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(openapi_text(), end="")
