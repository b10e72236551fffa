using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Tests.Values;

public sealed class ValueTests
{
    private static readonly MapValue Mixed = new(
    [
        KeyValuePair.Create("name", Value.Of("é\"\n")), KeyValuePair.Create("token", Value.Of("s3cret").MarkedSecret()),
        KeyValuePair.Create("list", Value.Of([Value.Of(1), Value.Of("hidden").MarkedSecret(), Value.Null])),
        KeyValuePair.Create("wait", (Value)new DurationValue(TimeSpan.FromMinutes(90))),
    ]);

    [Fact]
    public void A_value_comes_back_from_JSON_as_it_was() =>
        Prop.ForAll(Values().ToArbitrary(), value =>
        {
            var (back, problem) = ValueJson.Parse(ValueJson.Text(value));
            return problem is null && value.Equals(back);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_duration_comes_back_from_JSON_with_its_type()
    {
        var type = new ObjectType([new("wait", DataType.Duration, null), new("waits", DataType.ListOf(DataType.Duration), null)]);
        var wait = new DurationValue(TimeSpan.FromSeconds(5));
        var value = new MapValue([KeyValuePair.Create("wait", (Value)wait), KeyValuePair.Create("waits", Value.Of([wait]))]);

        var back = ValueCheck.Shaped(ValueJson.Parse(ValueJson.Text(value)).Value!, type);

        Assert.Equal(value, back);
        Assert.Null(ValueCheck.Problem(back, type));
    }

    [Fact]
    public void Secrets_are_masked_however_deep_they_lie()
    {
        const string Masked = """{"name":"é\"\n","token":"***","list":[1,"***",null],"wait":"1h30m"}""";

        Assert.Equal(Masked, ValueJson.Text(Mixed, ValueJson.Masked));
        Assert.Equal(Masked, ValueDisplay.Of(Mixed));
        Assert.Equal("***", ValueDisplay.Of(Mixed.MarkedSecret()));
        Assert.Contains("s3cret", ValueJson.Text(Mixed), StringComparison.Ordinal);
        Assert.True(Mixed.HasSecret());
        Assert.False(Value.Of(["a"]).HasSecret());
    }

    [Fact]
    public void A_journal_may_store_something_of_its_own_for_a_secret()
    {
        static void Digest(Utf8JsonWriter writer, Value value)
        {
            writer.WriteStartObject();
            writer.WriteNumber("length", ((TextValue)value).Text.Length);
            writer.WriteEndObject();
        }

        Assert.Equal("""["a",{"length":6}]""", ValueJson.Text(Value.Of([Value.Of("a"), Value.Of("s3cret").MarkedSecret()]), Digest));
    }

    [Theory]
    [InlineData("text", "text")]
    [InlineData("", "")]
    public void Text_is_shown_as_it_is(string text, string shown) => Assert.Equal(shown, ValueDisplay.Of(Value.Of(text)));

    [Fact]
    public void Of_equal_keys_the_last_one_counts() => Assert.Equal("""{"a":3,"b":2}""", ValueJson.Text(ValueJson.Parse("""{"a":1,"b":2,"a":3}""").Value!));

    [Theory]
    [InlineData("1e999", "\"1e999\"")]
    [InlineData("12345678901234567890", "1.2345678901234567E+19")]
    [InlineData("\"\\ud800\"", null)]
    [InlineData("[1,]", null)]
    [InlineData("", null)]
    public void Odd_JSON_is_a_value_or_a_problem(string json, string? expected)
    {
        var (value, problem) = ValueJson.Parse(json);

        Assert.Equal(expected is null, problem is not null);
        Assert.Equal(expected, value is null ? null : ValueJson.Text(value));
    }

    [Fact]
    public void JSON_nested_without_end_is_a_problem() => Assert.NotNull(ValueJson.Parse(new string('[', 100_000)).Problem);

    [Fact]
    public void A_duration_comes_back_from_its_text() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).Select(ms => TimeSpan.FromMilliseconds(ms)).ToArbitrary(), duration =>
            DurationText.TryParse(DurationText.Format(duration), out var back) && back == duration).QuickCheckThrowOnFailure();

    private static Gen<Value> Values() => Gen.Sized(size => Values(Math.Min(size, 12)));

    private static Gen<Value> Values(int size)
    {
        var scalars = Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Select(text => Value.Of(Valid(text ?? ""))),
            ArbMap.Default.GeneratorFor<long>().Select(Value.Of),
            ArbMap.Default.GeneratorFor<bool>().Select(Value.Of),
            ArbMap.Default.GeneratorFor<int>().Select(number => (Value)new NumberValue(number + 0.5)),
            Gen.Constant(Value.Null));
        if (size == 0) return scalars;
        var inner = Values(size / 3);
        return Gen.OneOf(
            scalars,
            inner.ListOf().Select(items => Value.Of(items)),
            inner.ListOf().Select(items => (Value)new MapValue([.. items.Select((item, i) => KeyValuePair.Create($"k{i}", item))])));
    }

    private static string Valid(string text) => new([.. text.Where(c => !char.IsSurrogate(c))]);
}
