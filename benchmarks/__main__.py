"""`python -m benchmarks`: runs every benchmark, one after the other."""

from benchmarks import case_exactness, formats, mailbox, pdf_exactness, reading

if __name__ == "__main__":
    reading.main()
    formats.main()
    pdf_exactness.main()
    case_exactness.main()
    mailbox.main()
