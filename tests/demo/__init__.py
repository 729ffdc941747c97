"""The demo's mailbox: what it writes is what it says it wrote."""
