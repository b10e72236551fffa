using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MeshRunbook.Language.Expressions.Functions;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Tests.Expressions;

public sealed class FunctionTests
{
    private static Given Names() => new Given()
        .List("names", "b", "a", "b").Text("pem", Pem)
        .Parameter("gone", DataType.String.Optional(), Value.Null)
        .Parameter("clusters", DataType.ListOf(new ObjectType([new("context", DataType.String, null), new("zone", DataType.String, null)])),
            Value.Of([Cluster("one", "x"), Cluster("two", "y"), Cluster("three", "x")]));

    private static readonly X509Certificate2 Certificate = SelfSigned();

    private static string Pem => "text before\n" + Certificate.ExportCertificatePem() + "\n" + SelfSigned().ExportCertificatePem();

    [Theory]
    [InlineData("basename", "{{ [basename '/a/b.pem', basename 'b', basename '/a/b/', basename '/', basename ''] }}", """["b.pem","b","b","/",""]""")]
    [InlineData("concat", "{{ concat params.names ['c'] }}", """["b","a","b","c"]""")]
    [InlineData("contains", "{{ [contains params.names 'a', contains params.names 'x', contains 'abc' 'bc', contains 'abc' 'cb'] }}", "[true,false,true,false]")]
    [InlineData("default", "{{ [default params.gone 'x', default '' 'x', default 'y' 'x', default 0 1] }}", """["x","x","y",0]""")]
    [InlineData("dirname", "{{ [dirname '/a/b.pem', dirname 'b', dirname '/a/', dirname '/', dirname '', dirname 'a//b'] }}", """["/a",".","/","/",".","a"]""")]
    [InlineData("ends_with", "{{ [ends_with 'a.pem' '.pem', ends_with 'a.pem' 'x'] }}", "[true,false]")]
    [InlineData("first", "{{ [first params.names, first [] ?? 'none'] }}", null)]
    [InlineData("first", "{{ [first params.names, first []] }}", """["b",null]""")]
    [InlineData("flag", "{{ [flag '--x' 'v', flag '--x' params.gone, flag '--x' '', flag '--x' 5] }}", """[["--x","v"],[],[],["--x","5"]]""")]
    [InlineData("flags", "{{ flags '-f' params.names }}", """["-f","b","-f","a","-f","b"]""")]
    [InlineData("join", "{{ [join params.names ', ', join [] ',', join [1, true, null] '-'] }}", """["b, a, b","","1-true-"]""")]
    [InlineData("json", "{{ json '{\"a\": [1, 2.5, null, \"x\", true]}' }}", """{"a":[1,2.5,null,"x",true]}""")]
    [InlineData("keys", "{{ keys (json '{\"b\": 1, \"a\": 2}') }}", """["b","a"]""")]
    [InlineData("last", "{{ [last params.names, last []] }}", """["b",null]""")]
    [InlineData("lines", "{{ [lines 'a\\r\\n\\nb\\n\\n', lines '', lines '\\n'] }}", """[["a","","b"],[],[]]""")]
    [InlineData("lower", "{{ lower 'MeSh' }}", "\"mesh\"")]
    [InlineData("map", "{{ map params.clusters 'context' }}", """["one","two","three"]""")]
    [InlineData("prefix_each", "{{ prefix_each 'ns/' params.names }}", """["ns/b","ns/a","ns/b"]""")]
    [InlineData("replace", "{{ [replace 'a.b.c' '.' '-', replace 'a' '' 'x'] }}", """["a-b-c","a"]""")]
    [InlineData("size", "{{ [size params.names, size 'four', size []] }}", "[3,4,0]")]
    [InlineData("slug", "{{ [slug ' Team A: West! ', slug '---', slug 'é'] }}", """["team-a-west","",""]""")]
    [InlineData("sort", "{{ [sort params.names, sort [10, 9, -1], sort ['b', 'B', 'a']] }}", """[["a","b","b"],[-1,9,10],["B","a","b"]]""")]
    [InlineData("split", "{{ [split 'a,b,,c' ',', split '  a \\t b\\n', split '' ','] }}", """[["a","b","","c"],["a","b"],[""]]""")]
    [InlineData("starts_with", "{{ [starts_with 'abc' 'ab', starts_with 'abc' 'b'] }}", "[true,false]")]
    [InlineData("to_json", "{{ to_json ['a', 1, null, 'é\"'] }}", "\"[\\\"a\\\",1,null,\\\"é\\\\\\\"\\\"]\"")]
    [InlineData("trim", "{{ trim ' a b\\n' }}", "\"a b\"")]
    [InlineData("unique", "{{ unique params.names }}", """["b","a"]""")]
    [InlineData("upper", "{{ upper 'MeSh' }}", "\"MESH\"")]
    [InlineData("where", "{{ params.clusters | where 'zone' 'x' | map 'context' }}", """["one","three"]""")]
    [InlineData("without", "{{ without ['a', 'b', 'c', 'a'] ['a', 'x'] }}", """["b","c"]""")]
    public void A_function_yields_what_it_says(string function, string template, string? json)
    {
        Assert.Contains(function, template, StringComparison.Ordinal);
        if (json is null) Assert.NotEmpty(Names().Mistakes(template));
        else Assert.Equal(json, Names().Json(template));
    }

    [Fact]
    public void The_fingerprint_is_that_of_the_first_certificate()
    {
        var pem = Pem;

        var value = new Given().Text("pem", pem).Evaluate("{{ fingerprint params.pem }}");

        Assert.Equal($"sha256:{Certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant()}", ((TextValue)value.Value).Text);
    }

    [Theory]
    [InlineData("{{ map params.clusters 'context' }}", "list<string>")]
    [InlineData("{{ first params.names }}", "string?")]
    [InlineData("{{ params.clusters[0].zone }}", "string")]
    [InlineData("{{ params.gone ?? 'x' }}", "string")]
    [InlineData("{{ default params.gone null }}", "string?")]
    [InlineData("{{ concat params.names [1] }}", "list<any>")]
    [InlineData("{{ sort (unique params.names) }}", "list<string>")]
    [InlineData("{{ size params.names }}", "integer")]
    [InlineData("{{ json '1' }}", "any")]
    [InlineData("{{ [] }}", "list<any>")]
    [InlineData("a{{ 1 }}", "string")]
    public void The_type_of_a_result_is_known_before_the_run(string template, string type) =>
        Assert.Equal(type, Names().Read(template).Yields.ToString());

    [Fact]
    public void Every_function_has_a_test_here()
    {
        var method = typeof(FunctionTests).GetMethod(nameof(A_function_yields_what_it_says))!;
        var tested = method.GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>().Select(data => (string)data.Data[0]!);

        Assert.Equal(FunctionTable.All.Select(function => function.Name).Except(["fingerprint"]), tested.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_reference_of_all_functions_is_kept_up_to_date() =>
        Golden.Matches(Repository.At("engine", "Language", "Expressions", "FUNCTIONS.md"), "# Functions\n\n" + FunctionTable.Markdown());

    private static MapValue Cluster(string context, string zone) =>
        new([KeyValuePair.Create("context", Value.Of(context)), KeyValuePair.Create("zone", Value.Of(zone))]);

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=root", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }
}
