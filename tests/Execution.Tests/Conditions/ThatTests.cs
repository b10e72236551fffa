using MeshRunbook.Execution.Conditions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Tests.Conditions;

public sealed class ThatTests
{
    [Theory]
    [InlineData(true, Verdict.Holds)]
    [InlineData(false, Verdict.DoesNotHold)]
    public async Task It_holds_where_the_expression_is_true(bool value, Verdict expected)
    {
        var answer = await AskAsync(Value.Of(value));

        Assert.Equal(expected, answer.Verdict);
    }

    [Fact]
    public async Task Where_it_does_not_hold_the_reader_gets_the_authors_words()
    {
        var answer = await AskAsync(Value.Of(false));

        Assert.Equal("namespace `web` is not in the list", answer.Summary);
    }

    [Fact]
    public async Task What_is_not_true_or_false_cannot_be_told()
    {
        var answer = await AskAsync(Value.Of("true"));

        Assert.Equal(Verdict.CannotTell, answer.Verdict);
    }

    private static Task<Answer> AskAsync(Value value) => new That().AskAsync(
        new Question("that", new MapValue([new("that", value), new("otherwise", Value.Of("namespace `web` is not in the list"))])),
        TestContext.Current.CancellationToken);
}
