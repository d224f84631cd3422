// Ready situations to start from: mounted at #scenes.
