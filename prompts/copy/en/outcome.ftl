# What came of an ask: asked two weeks after it closed.

outcome-ask = { $again ->
        [yes] You said it was too early. What came of your ask?
       *[no] Other pairs answered an ask of yours. What came of it?
    }

    <tg-spoiler>{ $ask }</tg-spoiler>

    Those who answered would be glad to know.
outcome-tell = Tell them
outcome-too-early = Too early
outcome-nothing = Nothing came of it
outcome-write = <b>What came of it?</b> A few words will do. Everybody who answered gets them, as from: { $as }. Two minutes pass before they go.
outcome-held = In two minutes this goes to everybody who answered. They will see it as from: { $as }.
outcome-later = That is fine. I will ask once more in four weeks.
outcome-nothing-noted = Thank you for saying so. Those who answered hear that you thank them all the same.
outcome-over = That has been told already. Thank you!
outcome-partner-tells = Your partner is writing about it just now.
outcome-put-off = That was put off once already. I will not ask again.
outcome-told = News about a thought of yours, from: { $who }.

    Your thought led to: <tg-spoiler>{ $words }</tg-spoiler>

    They had asked: <tg-spoiler>{ $ask }</tg-spoiler>
outcome-nothing-told = News about a thought of yours, from: { $who }. Nothing has come of it so far. They thank you all the same.

    They had asked: <tg-spoiler>{ $ask }</tg-spoiler>
outcome-partner-told = { $name } told those who answered what came of your ask:

    <tg-spoiler>{ $words }</tg-spoiler>
outcome-partner-nothing = { $name } told those who answered that nothing came of it so far. They were thanked all the same.
