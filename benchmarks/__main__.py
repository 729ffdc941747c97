"""`python -m benchmarks`: runs every benchmark, one after the other."""

from benchmarks import reading

if __name__ == "__main__":
    reading.main()
