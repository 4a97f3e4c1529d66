"""The letters of settlements: functions of plain data, in the association's language; they read no database."""
