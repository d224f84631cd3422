"""Where Tandem meets Telegram: intake, gateway, rendering."""
