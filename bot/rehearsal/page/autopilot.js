// Answers for whoever is not played by hand: mounted at #autopilot.
