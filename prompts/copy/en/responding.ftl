# Writing to the other pair about an ask.

responding-write = { $kind ->
        [been_there] <b>What happened, and what helped?</b>
        [reply] <b>What would you like to write back?</b>
        [thanks] <b>How would you like to say thanks?</b>
       *[thought] <b>What comes to mind?</b>
    }
    This goes to: { $to }. They see it as from: { $as }. Two minutes pass before it goes.

    { $may_speak ->
        [yes] Write it, or send a voice note. People may know you by your voice.
       *[no] Only words can go to other pairs.
    }
responding-held = In two minutes this goes to: { $to }. They will see it as from: { $as }.
responding-words-only = Only words can go to other pairs. Could you write it?
responding-voice = A voice can tell other people who you are. Nobody has heard this yet. Shall it go as it is?
responding-send-voice = Send as voice
responding-write-instead = Write it instead
responding-anew = That is gone, here and in this chat. Write it again when you like.
responding-too-late = This could not go any more, so nobody has seen it. I have kept your words. Where shall they go?
responding-enough-kept = That is a lot for one hour, so this did not go. I have kept your words. You can send them a little later, or put them elsewhere.
responding-choose-place = Choose a place
responding-enough = That is a lot for one hour. Please go on a little later.
responding-edit-too-late = This has gone already, so they see it as it was. You can write to them again to put it right.
