"""KoproGo: free software for Belgian co-ownerships."""
