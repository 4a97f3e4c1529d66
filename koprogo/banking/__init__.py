"""Bank statements: reading them, and recognising what each movement pays."""
