"""What the client's answers are held against."""


class Unmet(Exception):
    """An expectation that was not met."""


def same(actual, expected, what="value"):
    if actual != expected:
        raise Unmet(f"{what}: expected {expected!r}, got {actual!r}")


def same_set(actual, expected, what="set"):
    """The API returns most lists in an order of its own."""
    same(sorted(actual), sorted(expected), what)


def true(condition, what):
    if not condition:
        raise Unmet(what)


def ok(answer):
    """The value of a client call `(value, response, error)` that must have worked."""
    value, _response, error = answer
    if error is not None:
        raise Unmet(f"the client reports {error}")
    return value


def status(answer):
    """The HTTP status of a call that must have worked."""
    ok(answer)
    return answer[1].get_status()


def refused(answer, http_status, code=None, text=None):
    """The error the client reports, which must be this one."""
    _value, _response, error = answer
    true(error is not None, "the call was not refused")
    true(hasattr(error, "status_code"), f"no error of the API: {error!r}")
    same(error.status_code, http_status, "HTTP status")
    same(error.error_code, code, "error code")
    if text is not None:
        true(text in (error.error_message or ""), f"{text!r} is not in {error.error_message!r}")
    return error


def fields(item, **expected):
    """Attributes of a model of the client."""
    for key, value in expected.items():
        same(getattr(item, key), value, key)


def named(items, name, key="name"):
    """The one row of this name."""
    found = [item for item in items if read(item, key) == name]
    same(len(found), 1, f"rows named {name!r}")
    return found[0]


def read(item, key):
    """Later pages of ZIA lists are plain dictionaries, first pages are models."""
    return item[key] if isinstance(item, dict) else getattr(item, key)


def names(items, key="name"):
    return [read(item, key) for item in items]


def ids(references):
    return [str(read(reference, "id")) for reference in references]


def whole():
    """The largest page of ZPA, enough for most lists. A new dictionary every time: the client takes keys out of it."""
    return {"page_size": 500}


def walk(answer):
    """All rows of a list through the client's own paging, and how many pages it took."""
    rows, response, error = answer
    if error is not None:
        raise Unmet(f"the client reports {error}")
    rows, pages = list(rows), 1
    while response.has_next():
        more, response, error = response.next()
        if error is not None:
            raise Unmet(f"page {pages + 1}: {error}")
        if not more:
            break
        rows += more
        pages += 1
        true(pages < 500, "paging does not end")
    return rows, pages
