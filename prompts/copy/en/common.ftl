# Said anywhere. Every message is under 350 characters and says what to do next.

standing-key = How is it going?

bot-short-description = Your companion between workshops: short prompts, your pair’s progress, and an easy way to stay in touch.
bot-description = Tandem keeps two people and one challenge moving between workshops. You need an invitation from your programme team to begin. Press Start, then send your code.

menu-home = Where things are
menu-reflect = Your prompts
menu-progress = Say how it is going
menu-pair = Your pair and challenge
menu-help = Help, and who to call

back = Back
home = Home

sorry-broken = Sorry, something went wrong on our side. What you sent is kept safe. If it happens again, tell your programme team this number: { $reference }.

old-button = That button is from an earlier message. /home shows where things are now.

slow-down = That is a lot at once. I’ll read all of it, one after the other. Could you wait a little before you send more?

refused-not-joined = You need an invitation first. If you have one, send its code, like ABCD-EFGH-JKMN.
refused-finish-joining = Let’s finish joining first. /start goes on where you stopped.
refused-not-yours = That is not yours to change. /home shows what is.
refused-file = I can keep words, photos, voice notes and files, but not this. Could you put it in words?
