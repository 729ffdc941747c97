"""Pictures of pages → a proposal of what stands on them."""
