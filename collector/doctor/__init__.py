"""What the settings name and this computer has → what works and what does not, each with its cause and remedy."""
