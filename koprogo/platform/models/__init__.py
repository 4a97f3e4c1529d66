"""What every context stands on: the boundary row, files, jobs, outgoing mail, commands and the audit trail."""

from koprogo.platform.models.audit import AuditLine
from koprogo.platform.models.bounded import Bounded, GlobalKey, OrgKey, TiedKey
from koprogo.platform.models.command import Command
from koprogo.platform.models.file import StoredFile
from koprogo.platform.models.job import Job
from koprogo.platform.models.mailing import Mailing
from koprogo.platform.models.org import Org
from koprogo.platform.models.reference_block import ReferenceBlock

__all__ = [
    "AuditLine",
    "Bounded",
    "Command",
    "GlobalKey",
    "Job",
    "Mailing",
    "Org",
    "OrgKey",
    "ReferenceBlock",
    "StoredFile",
    "TiedKey",
]
