namespace MeshRunbook.Language.Testing;

/// <summary>Text in which `*` stands for any text, none included; all else is meant as it stands.</summary>
public sealed record Pattern(string Text)
{
    public const char Any = '*';

    /// <summary>Whether it stands for more than one text.</summary>
    public bool IsOpen => Text.Contains(Any, StringComparison.Ordinal);

    public bool Matches(string text)
    {
        // Where a later piece does not fit, the last `*` takes one character more: never more than text × pattern steps.
        int at = 0, on = 0, star = -1, taken = 0;
        while (at < text.Length)
        {
            if (on < Text.Length && Text[on] == Any) (star, taken, on) = (on, at, on + 1);
            else if (on < Text.Length && Text[on] == text[at]) (at, on) = (at + 1, on + 1);
            else if (star >= 0) (at, on) = (++taken, star + 1);
            else return false;
        }

        while (on < Text.Length && Text[on] == Any) on++;
        return on == Text.Length;
    }

    public override string ToString() => Text;
}
