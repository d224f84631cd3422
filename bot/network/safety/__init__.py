"""What keeps the network kind: reports, rulings, blocks, limits."""
