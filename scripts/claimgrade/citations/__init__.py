"""Asks bibliographic services about studies, and keeps what they answered. Nothing here ever changes a grade."""
