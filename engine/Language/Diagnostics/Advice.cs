namespace MeshRunbook.Language.Diagnostics;

/// <summary>What to do next, as help says it; where that is to write one text in place of what is marked, also that text.</summary>
/// <param name="Instead">Corrects the mistake when it replaces what the diagnostic's location marks; null where a person has to think.</param>
public sealed record Advice(string Text, string? Instead = null)
{
    public static implicit operator Advice?(string? text) => text is null ? null : new(text);
}
