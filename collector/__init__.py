"""Collects the monthly reports that offices e-mail to one mailbox."""
