"""What verdicts mean for whoever only asks whether all is well."""


def exit_code(words: set, only_refuted: bool = False) -> int:
    """2 if anything is in error; 0 if all is proved, or with `only_refuted` if nothing is refuted or vacuous; else 1."""
    if "error" in words:
        return 2
    return int(bool(words & {"refuted", "vacuous"}) if only_refuted else bool(words - {"proved"}))
