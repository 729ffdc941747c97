"""The frozen values that flow from mail to filed report; they know no file, no socket and no database.

    RawMail → Mail → Attachment → Document → Match → Extract → Report → Verdict → Letter

Each stage takes one of these and returns the next; nothing is filled in later.
"""
