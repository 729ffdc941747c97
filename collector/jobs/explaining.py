"""One mail or document → the verdict it would get, and why; writes nothing, needs no mailbox."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import structlog

from collector.application import Application
from collector.confined.values import Task
from collector.errors import CollectorError, HeldMailError
from collector.filing.decide import decide
from collector.model.outcomes import Outcome, Verdict
from collector.model.reasons import Reason
from collector.possible_times import time_of_file
from collector.stop import never

log = structlog.get_logger()


def explain_path(app: Application, path: Path, received: datetime | None, now: datetime) -> Verdict:
    """What would become of a mail or a document; changes nothing. OSError when the file cannot be read."""
    data = path.read_bytes()
    try:
        return _explained(app, path, data, received, now)
    except HeldMailError as error:
        return Verdict(Outcome.REVIEW, (Reason(error.code),))
    except CollectorError:
        raise
    except Exception as error:  # as in a pass: a person must look, and the next path is served
        log.exception("explain-failed", path=str(path))
        return Verdict(Outcome.REVIEW, (Reason("internal-error", {"detail": type(error).__name__}),))


def _explained(
    app: Application, path: Path, data: bytes, received: datetime | None, now: datetime
) -> Verdict:
    """What would become of the file `path` with these bytes: a mail, or a document as if it came at `received`.

    `received` None is `now` for a document, and what its lines and the file's time say for a mail.
    """
    came = time_of_file(path.stat().st_mtime)
    order = replace(app.understanding.order(Task.FILE, path.name, came, now), received=received)
    contents = app.understanding.contents(order, data)
    seen = app.understanding.look(app.understanding.pictures(contents), never)
    understood = app.understanding.of(contents, seen)
    return decide(understood, app.rules, app.store.on_file, app.sent_back)
