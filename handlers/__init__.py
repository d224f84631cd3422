"""The conversations, one file each, in the order in which they are asked."""
