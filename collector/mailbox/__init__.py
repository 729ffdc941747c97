"""A folder of mails or an IMAP mailbox → its mails as they came, and the marks that they get; understands no mail."""
