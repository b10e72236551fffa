using MeshRunbook.Language.Diagnostics;

namespace MeshRunbook.Language.Tests.Diagnostics;

public sealed class CodesTests
{
    [Fact]
    public void Every_code_has_a_number_of_its_own()
    {
        var ids = Codes.All.Select(code => code.Id).ToList();

        Assert.Equal(ids.Distinct(), ids);
        Assert.All(ids, id => Assert.Matches("^RB0[1-7][0-9]{2}$", id));
    }

    [Fact]
    public void Every_code_is_titled_and_explained() => Assert.All(Codes.All, code =>
    {
        Assert.True(code.Title.Length is > 5 and < 70 && !code.Title.EndsWith('.'), code.Id + " " + code.Title);
        Assert.True(code.Explanation.Length > 40, code.Id + " " + code.Explanation);
    });

    [Fact]
    public void Every_code_is_shown_by_a_case()
    {
        var shown = string.Concat(Directory.EnumerateFiles(Repository.At("tests", "Cases"), "diagnostics.txt", SearchOption.AllDirectories)
            .Select(File.ReadAllText));

        Assert.Empty(Codes.All.Where(code => !shown.Contains($"[{code.Id}]", StringComparison.Ordinal)).Select(code => $"{code.Id} {code.Title}"));
    }

    [Fact]
    public void A_code_is_found_by_its_number_in_any_case()
    {
        Assert.Same(Codes.Find("RB0203"), Codes.Find("rb0203"));
        Assert.Null(Codes.Find("RB9999"));
    }
}
