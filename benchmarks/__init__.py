"""Speed and exactness against what a user would do instead; numbers for people, no tests."""
