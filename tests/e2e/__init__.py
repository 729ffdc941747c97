"""Tests of the whole way: a department's folder, real mails, the real code; `verify` after each."""
