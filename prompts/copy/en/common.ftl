# Said anywhere. Every message is under 350 characters and says what to do next.

standing-key = How is it going?

bot-short-description = Here for you both between workshops. I ask short questions and help you see how far you have come.
bot-description = Tandem helps two people with the challenge they share. It stays in touch with them between workshops. To begin, you need a code from your programme team. Press Start, then send the code.

menu-home = Where things are
menu-reflect = Your prompts
menu-progress = Say how it is going
menu-pair = Your pair and challenge
menu-help = Help, and who to call

back = Back
home = Home

sorry-broken = Sorry, something went wrong on our side. What you sent is kept safe. If it happens again, tell your programme team this number: { $reference }.

listening = I am waiting for your words. Just write them.

old-button = That button is from an earlier message. /home shows where things are now.

slow-down = That is a lot at once. I’ll read all of it, one after the other. Could you wait a little before you send more?

refused-not-joined = You need an invitation first. If you have one, send its code, like ABCD-EFGH-JKMN.
refused-finish-joining = Let’s finish joining first. /start goes on where you stopped.
refused-not-yours = That is not yours to change. /home shows what is.
refused-file = I can keep words, photos, voice notes and files, but not this. Could you put it in words?
