"""The tables of the control of the accounts."""

from koprogo.auditing.models.report import Report, SignedReport
from koprogo.auditing.models.workbook import Draw, Mark, Sample

__all__ = ["Draw", "Mark", "Report", "Sample", "SignedReport"]
