"""Drafts of study records, made of what bibliographic services say; pure: answers in, a record and its text out."""
