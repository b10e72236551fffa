using MeshRunbook.Language.Expressions;

namespace MeshRunbook.Language.Tests.Expressions;

public sealed class PreviewTests
{
    private const string Unknown = "<known after step find>";

    [Theory]
    [InlineData(true, "a|b", "a|b")]
    [InlineData(false, "a|b", "a|b|c")]
    [InlineData(false, "a|b", "a b")]
    [InlineData(true, $"a|{Unknown}", "a|x")]
    [InlineData(true, $"a|{Unknown}", "a|x|y")]
    [InlineData(true, $"a|{Unknown}", "a")]
    [InlineData(false, $"a|{Unknown}", "ab|x")]
    [InlineData(false, $"a|{Unknown}", "b|x")]
    [InlineData(true, $"a|{Unknown}|c", "a|x|y|c")]
    [InlineData(true, $"a|{Unknown}|c", "a|c")]
    [InlineData(false, $"a|{Unknown}|c", "a|x|bc")]
    [InlineData(false, $"a|{Unknown}|c", "a|x|c|d")]
    [InlineData(true, $"{Unknown}|c", "x|c")]
    [InlineData(true, Unknown, "x|y")]
    [InlineData(true, $"a|rev={Unknown}-1|<known during the run: item>|z", "a|rev=x-1|y|z")]
    [InlineData(false, $"a|rev={Unknown}-1|<known during the run: item>|z", "a|rev=x-2|y|z")]
    [InlineData(false, $"a|{Unknown}|a", "a")]
    public void Texts_are_what_was_shown_where_only_what_was_not_known_differs(bool fits, string shown, string actual) =>
        Assert.Equal(fits, Preview.Fits(shown.Split('|'), actual.Split('|')));
}
