using MeshRunbook.Language.Diagnostics;

namespace MeshRunbook.Language.Tests.Diagnostics;

public sealed class SuggestionTests
{
    private static readonly string[] Names = ["revision", "newRevision", "names", "context", "on"];

    [Theory]
    [InlineData("revison", "revision")]
    [InlineData("revsiion", "revision")]
    [InlineData("Revision", "revision")]
    [InlineData("contexts", "context")]
    [InlineData("no", "on")]
    [InlineData("kubeconfig", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    public void The_nearest_name_is_suggested_where_one_is_near(string typed, string? name) => Assert.Equal(name, Suggestion.For(typed, Names));

    [Fact]
    public void Where_none_is_near_all_are_listed_in_order() =>
        Assert.Equal("the parameters are `a`, `b`", Suggestion.Help("zzz", ["b", "a"], "the parameters are")?.Text);

    [Fact]
    public void A_long_list_is_not_listed() => Assert.Null(Suggestion.Help("zzz", Enumerable.Range(0, 13).Select(i => $"name{i}")));
}
