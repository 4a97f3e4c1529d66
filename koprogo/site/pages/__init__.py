"""The pages that stand on several contexts at once: homes, money, search, help, errors."""
