"""The kernel: the trusted base. Terms, definitions, the normal form, signs, and the rules that make theorems."""
