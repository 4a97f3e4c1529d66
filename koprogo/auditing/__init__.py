"""Auditing: the workbook of the commissaire aux comptes, their questions and their report."""
