using System.Diagnostics;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Tests.Types;

public sealed class TypeTests
{
    private static readonly DataType Shape = new ObjectType([new("name", DataType.String, null), new("port", DataType.Integer.Optional(), null)]);

    private static DataType Typed(string name) => name switch
    {
        "string" => DataType.String,
        "short" => new StringType(TextFormat.Plain, 3),
        "pattern" => new StringType(TextFormat.Plain, null, "a+b?"),
        "path" => new StringType(TextFormat.Path),
        "dns1035" => new StringType(TextFormat.Dns1035, 56),
        "dns1123" => new StringType(TextFormat.Dns1123),
        "semver" => new StringType(TextFormat.Semver),
        "url" => new StringType(TextFormat.Url),
        "integer" => DataType.Integer,
        "port" => new IntegerType(1, 65535),
        "number" => new NumberType(),
        "boolean" => DataType.Boolean,
        "duration" => DataType.Duration,
        "enum" => new EnumType(["istio", "asm"]),
        "list" => DataType.ListOf(DataType.String),
        "some" => new ListType(new IntegerType(1, null), 1),
        "object" => Shape,
        "any" => DataType.Any,
        "string?" => DataType.String.Optional(),
        _ => throw new UnreachableException(),
    };

    [Theory]
    [InlineData("string", "string")]
    [InlineData("dns1035", "dns1035")]
    [InlineData("enum", "enum<istio|asm>")]
    [InlineData("some", "list<integer>")]
    [InlineData("object", "object<name: string, port: integer?>")]
    [InlineData("string?", "string?")]
    public void A_type_reads_as_people_write_it(string type, string text) => Assert.Equal(text, Typed(type).ToString());

    [Theory]
    [InlineData("string", "any text", "\"any text\"")]
    [InlineData("string", "", "\"\"")]
    [InlineData("short", "abc", "\"abc\"")]
    [InlineData("pattern", "aab", "\"aab\"")]
    [InlineData("path", "/a b/../c", "\"/a b/../c\"")]
    [InlineData("dns1035", "asm-1232-2-distribute-root", "\"asm-1232-2-distribute-root\"")]
    [InlineData("dns1123", "1a", "\"1a\"")]
    [InlineData("semver", "1.2.3", "\"1.2.3\"")]
    [InlineData("semver", "1.23.2-asm.2+config1", "\"1.23.2-asm.2+config1\"")]
    [InlineData("url", "https://mesh.example/x?y", "\"https://mesh.example/x?y\"")]
    [InlineData("integer", "-12", "-12")]
    [InlineData("port", "65535", "65535")]
    [InlineData("number", "2.5", "2.5")]
    [InlineData("boolean", "true", "true")]
    [InlineData("duration", "1h30m", "\"1h30m\"")]
    [InlineData("duration", "90s", "\"1m30s\"")]
    [InlineData("duration", "0s", "\"0s\"")]
    [InlineData("duration", "1d500ms", "\"1d500ms\"")]
    [InlineData("enum", "asm", "\"asm\"")]
    [InlineData("list", "a, b,c", """["a","b","c"]""")]
    [InlineData("list", "", "[]")]
    [InlineData("list", """["a,b", 1]""", """["a,b","1"]""")]
    [InlineData("some", "1,2", "[1,2]")]
    [InlineData("object", """{"name": "x"}""", """{"name":"x"}""")]
    public void Text_from_a_command_line_becomes_a_value(string type, string text, string json)
    {
        var (value, problem) = ValueText.Parse(text, Typed(type));

        Assert.Null(problem);
        Assert.Equal(json, ValueJson.Text(value!));
    }

    [Theory]
    [InlineData("short", "abcd", "must be at most 3 characters long, not 4")]
    [InlineData("pattern", "aabc", "must match `a+b?`, not `aabc`")]
    [InlineData("path", "", "must be the path of a file or folder, not ``")]
    [InlineData("dns1035", "1a", "RFC 1035")]
    [InlineData("dns1035", "a-", "RFC 1035")]
    [InlineData("dns1035", "A", "RFC 1035")]
    [InlineData("dns1035", "a234567890123456789012345678901234567890123456789012345678", "must be at most 56 characters long")]
    [InlineData("dns1123", "-a", "RFC 1123")]
    [InlineData("semver", "1.2", "semantic version")]
    [InlineData("semver", "01.2.3", "semantic version")]
    [InlineData("semver", "1.2.3-01", "semantic version")]
    [InlineData("semver", "v1.2.3", "semantic version")]
    [InlineData("url", "mesh.example", "must be a URL")]
    [InlineData("url", "file:///etc/passwd", "must be a URL")]
    [InlineData("integer", "1.0", "is no integer: `1.0`")]
    [InlineData("integer", "99999999999999999999", "is no integer")]
    [InlineData("port", "0", "must be at least 1, not 0")]
    [InlineData("port", "65536", "must be at most 65535, not 65536")]
    [InlineData("number", "NaN", "is no number")]
    [InlineData("boolean", "yes", "is neither true nor false: `yes`")]
    [InlineData("duration", "5", "write it as 90s, 30m, 24h or 1h30m")]
    [InlineData("duration", "5 m", "is no duration")]
    [InlineData("duration", "1m1h", "is no duration")]
    [InlineData("duration", "99999999999999h", "is no duration")]
    [InlineData("enum", "isto", "must be one of istio, asm, not `isto`; did you mean `istio`?")]
    [InlineData("some", "", "must have at least 1 item, not 0")]
    [InlineData("some", "1,0", "item 2 must be at least 1, not 0")]
    [InlineData("some", "1,x", "item 2 is no integer: `x`")]
    [InlineData("list", "[1", "is no JSON: line 1")]
    [InlineData("object", "{}", "property `name` must be string, but there is no value")]
    [InlineData("object", """{"name": "x", "prot": 1}""", "has no property `prot`; did you mean `port`?")]
    public void Text_that_does_not_fit_says_why(string type, string text, string problem) =>
        Assert.Contains(problem, ValueText.Parse(text, Typed(type)).Problem);

    [Theory]
    [InlineData("any", "1", true, "1")]
    [InlineData("any", "1", false, "\"1\"")]
    [InlineData("any", "1.5", true, "1.5")]
    [InlineData("any", "true", true, "true")]
    [InlineData("any", "~", true, "null")]
    [InlineData("any", "1.2.3", true, "\"1.2.3\"")]
    [InlineData("string", "123", true, "\"123\"")]
    [InlineData("string", "null", true, "\"null\"")]
    [InlineData("string?", "null", true, "null")]
    [InlineData("string?", "null", false, "\"null\"")]
    [InlineData("integer", "5", true, "5")]
    public void A_YAML_scalar_becomes_what_its_type_asks_for(string type, string text, bool plain, string json) =>
        Assert.Equal(json, ValueJson.Text(ValueText.ParseScalar(text, plain, Typed(type)).Value!));

    [Fact]
    public void A_hostile_pattern_cannot_hang()
    {
        var type = new StringType(TextFormat.Plain, null, "(a+)+");

        var problem = ValueCheck.Problem(Value.Of(new string('a', 100_000) + "!"), type);

        Assert.StartsWith("must match `(a+)+`", problem);
    }

    [Fact]
    public void A_problem_with_a_secret_does_not_quote_it()
    {
        var secret = Value.Of("s3cret").MarkedSecret();

        Assert.All(
            (DataType[])[new EnumType(["a"]), new StringType(TextFormat.Semver), new StringType(TextFormat.Plain, null, "x"), DataType.Integer, DataType.ListOf(DataType.Integer)],
            type => Assert.DoesNotContain("s3cret", ValueCheck.Problem(secret, type), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("dns1035", "string", true)]
    [InlineData("string", "dns1035", true)]
    [InlineData("enum", "string", true)]
    [InlineData("integer", "number", true)]
    [InlineData("number", "integer", false)]
    [InlineData("integer", "string", false)]
    [InlineData("string?", "string", false)]
    [InlineData("string", "string?", true)]
    [InlineData("string?", "any", true)]
    [InlineData("any", "list", true)]
    [InlineData("some", "list", false)]
    [InlineData("object", "object", true)]
    [InlineData("object", "any", true)]
    [InlineData("boolean", "enum", false)]
    public void A_type_stands_for_another_where_its_values_can_fit(string from, string to, bool fits) =>
        Assert.Equal(fits, Typed(from).IsAssignableTo(Typed(to)));

    [Fact]
    public void An_object_stands_for_another_that_asks_for_no_more()
    {
        var more = new ObjectType([new("name", DataType.String, null), new("zone", DataType.String, null)]);
        var needy = new ObjectType([new("name", DataType.String, null), new("port", DataType.Integer, null)]);

        Assert.True(more.IsAssignableTo(Shape));
        Assert.False(Shape.IsAssignableTo(more));
        Assert.False(Shape.IsAssignableTo(needy));
    }

    [Fact]
    public void Types_with_equal_parts_are_equal()
    {
        Assert.Equal(new EnumType(["a", "b"]), new EnumType(["a", "b"]));
        Assert.NotEqual(new EnumType(["a", "b"]), new EnumType(["b", "a"]));
        Assert.Equal(Shape, new ObjectType([new("name", DataType.String, null), new("port", DataType.Integer.Optional(), null)]));
        Assert.NotEqual(DataType.String, DataType.String.Optional());
    }
}
