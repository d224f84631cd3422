# The library: what pairs asked, were told, and what came of it. Nobody's name stands in it.

library-keep-for-others = Keep it for others
library-read = Read it
library-report = Report
library-take-back = Take my yes back

library-part = { $part ->
        [asked] <b>A pair asked:</b>
        [told] <b>Other pairs said:</b>
        [outcome] <b>What came of it:</b>
       *[more] …
    }
    { $words }

library-draft =
    This could help other pairs. It would stand in the library for all pairs to read, without names. First everybody who wrote must say yes.

    <b>A pair asked:</b>
    { $question }

    <b>Other pairs said:</b>
    { $answers }{ $has_outcome ->
        [yes] { "\u000A\u000A" }<b>What came of it:</b>{ "\u000A" }{ $outcome }
       *[no] { "" }
    }
library-draft-answer = { $number }. { $left_out ->
        [yes] (left out)
       *[no] { $words }
    }
library-offer = Ask everybody
library-leave-out = Leave out { $number }
library-put-back = Put back { $number }
library-reword = Change the question
library-drop = Rather not
library-dropped = That is fine. Nothing goes into the library.
library-reword-how = Write the question as others shall read it. Nobody else sees it yet.
library-words-only = Only words can stand in the library. Could you write it?
library-long = That is too long: { $longest } letters at most. Please make it shorter.
library-cannot = This ask cannot be kept for others. It must be over, and somebody must have answered it.
library-made-already = That is made already. It waits for a yes from everybody, or is in the library.
library-moved-on = That has been decided already.
library-no-answer = With every answer left out there is nothing to learn from it. Please keep at least one.

library-check = Before I ask the others: it seems to hold { LIST($found) }. Nobody else has seen it. Could it tell who somebody is? Then please change it, or leave that answer out.
library-fine = It is fine
library-offered = I have asked everybody who wrote. It goes into the library once all of them have said yes.

library-asked =
    You helped another pair, or asked with your partner. May this stand in the library? All pairs could read it. Your name is not in it.

    <tg-spoiler>{ $words }</tg-spoiler>
library-yes = Yes, keep it
library-no = Rather not
library-agreed = Thank you. It goes into the library once everybody has said yes.
library-published = Everybody said yes. It is in the library now, for all pairs to read. You can take your yes back at any time: read it, and tap “{ library-take-back }”.
library-refused = { $was_published ->
        [yes] It is gone from the library. Nobody hears who wished so.
       *[no] That is fine. It does not go into the library. Nobody hears who said so.
    }
library-gone = { $was_published ->
        [yes] One story that you had a part in has left the library.
       *[no] The story that you were asked about does not go into the library this time.
    }
