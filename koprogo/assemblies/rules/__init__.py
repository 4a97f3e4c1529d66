"""The law of the assembly (CC 3.84 to 3.93), each rule beside its article: pure, dated, usable on its own."""
