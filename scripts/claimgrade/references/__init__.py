"""References to studies: as CSL-JSON, formatted in Vancouver style, and in the formats that reference managers read."""
